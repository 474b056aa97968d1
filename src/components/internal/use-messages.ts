import { en } from '../../messages/en.js'
import type { Messages } from '../../messages/messages.js'
import { useMessagesOver } from './use-area-messages.js'

/** The provider's texts over the English ones; English is not part of apps that use hooks alone. */
export function useMessages(): Messages {
  return useMessagesOver(en)
}
