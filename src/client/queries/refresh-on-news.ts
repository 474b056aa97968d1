import type { QueryClient } from '@tanstack/react-query'
import type { ModelRunnerClient } from '../model-runner-client.js'
import { modelRunnerKeys } from './keys.js'

/** Runs that end together are answered with two reads at most, ms. */
const PAUSE_MS = 1_000

/**
 * Marks what a finished run changes as out of date, until the returned function is called: the balance, and the files.
 * A refusal for want of money says that the balance shown was wrong.
 */
export function refreshOnNews(client: ModelRunnerClient, queryClient: QueryClient): () => void {
  const { clock, scope } = client.config
  const balance = modelRunnerKeys.balance(scope)
  const all = [balance, modelRunnerKeys.files(scope), modelRunnerKeys.fileFacets(scope)]
  let waiting = false
  let cancelPause: (() => void) | undefined

  const invalidate = (keys: readonly (readonly unknown[])[]) => {
    for (const queryKey of keys) void queryClient.invalidateQueries({ queryKey }, { cancelRefetch: false })
  }

  function onOutcome() {
    waiting = true
    if (cancelPause) return
    waiting = false
    invalidate(all)
    cancelPause = clock.after(PAUSE_MS, () => {
      cancelPause = undefined
      if (waiting) onOutcome()
    })
  }

  const stops = [
    client.requests.onOutcome(onOutcome),
    client.onReport((error) => {
      if (error.kind === 'insufficient-balance') invalidate([balance])
    }),
  ]
  return () => {
    for (const stop of stops) stop()
    cancelPause?.()
  }
}
