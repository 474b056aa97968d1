import type { QueryClient } from '@tanstack/react-query'
import type { ModelRunnerClient } from '../model-runner-client.js'
import { modelRunnerKeys } from './keys.js'

/** Runs that end together are answered with one read; billing and files settle a moment after the end, ms. */
const SETTLE_MS = 1_000

/**
 * Marks what a finished run changes as out of date until the returned function is called: the balance (also after a
 * refusal for want of money), or the file library.
 */
export function refreshOnNews(
  client: ModelRunnerClient,
  queryClient: QueryClient,
  what: 'balance' | 'files',
): () => void {
  const { clock, scope } = client.config
  const keys =
    what === 'balance'
      ? [modelRunnerKeys.balance(scope)]
      : [modelRunnerKeys.files(scope), modelRunnerKeys.fileFacets(scope)]
  let cancel: (() => void) | undefined

  function plan() {
    cancel ??= clock.after(SETTLE_MS, () => {
      cancel = undefined
      for (const queryKey of keys) void queryClient.invalidateQueries({ queryKey }, { cancelRefetch: false })
    })
  }

  const stops = [
    client.requests.onOutcome(plan),
    client.onReport((error) => {
      if (what === 'balance' && error.kind === 'insufficient-balance') plan()
    }),
  ]
  return () => {
    for (const stop of stops) stop()
    cancel?.()
  }
}
