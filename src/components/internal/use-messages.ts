import { useMemo } from 'react'
import { useModelRunnerContext } from '../../context/use-model-runner-context.js'
import { en } from '../../messages/en.js'
import type { Messages } from '../../messages/messages.js'

/** The provider's texts over the English ones; English is not part of apps that use hooks alone. */
export function useMessages(): Messages {
  const { messages } = useModelRunnerContext()
  return useMemo(() => ({ ...en, ...messages }), [messages])
}
