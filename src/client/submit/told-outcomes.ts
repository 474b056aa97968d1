import type { ModelRunnerClient } from '../model-runner-client.js'

/** Other tabs ask within a moment of the end, or once they wake: by then no more runs of the same name have ended. */
const MAX_IDS = 32

/**
 * Which outcomes were told to the callbacks, over all tabs. Apart from the run's record: that is the next run's as soon
 * as one begins, and gone after a reset. Storage that is full, blocked or corrupt remembers none.
 */
export function createToldOutcomes({ config }: ModelRunnerClient, persistKey: string) {
  const key = `modelrunner:told:${config.scope}:${persistKey}`

  const read = (): string[] => {
    try {
      const { ids } = JSON.parse(config.storage?.getItem(key) ?? '{}') as { ids?: unknown }
      return Array.isArray(ids) ? ids : []
    } catch {
      return []
    }
  }

  return {
    has: (requestId: string) => read().includes(requestId),
    add(requestId: string) {
      try {
        const ids = [...read(), requestId].slice(-MAX_IDS)
        config.storage?.setItem(key, JSON.stringify({ at: config.clock.now(), ids }))
      } catch {
        // Then another tab may tell it once more.
      }
    },
  }
}
