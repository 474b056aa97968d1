import { useMemo } from 'react'
import { useModelRunnerContext } from '../../context/use-model-runner-context.js'
import { en } from '../../messages/en.js'
import type { Messages } from '../../messages/messages.js'

/**
 * The provider's texts over the English ones; English is not part of apps that use hooks alone. A text that is given as
 * undefined is not given.
 */
export function useMessages(): Messages {
  const { messages } = useModelRunnerContext()
  return useMemo(() => {
    const given = Object.entries(messages ?? {}).filter(([, text]) => text !== undefined)
    return { ...en, ...Object.fromEntries(given) }
  }, [messages])
}
