import type { QueryClient } from '@tanstack/react-query'
import { atMostEvery } from '../at-most-every.js'
import type { ModelRunnerClient } from '../model-runner-client.js'
import { createUploadNews } from '../upload-news.js'
import { modelRunnerKeys } from './keys.js'

/** What ends together is answered with two reads at most, ms. */
const PAUSE_MS = 1_000

/**
 * Marks what a finished run changes as out of date, until the returned function is called: the balance, and the files,
 * which also the upload of an input's files changes. A refusal for want of money says that the balance shown was wrong.
 */
export function refreshOnNews(client: ModelRunnerClient, queryClient: QueryClient): () => void {
  const { clock, scope } = client.config
  const balance = modelRunnerKeys.balance(scope)
  const files = [modelRunnerKeys.files(scope), modelRunnerKeys.fileFacets(scope)]

  const invalidate = (keys: readonly (readonly unknown[])[]) => {
    for (const queryKey of keys) void queryClient.invalidateQueries({ queryKey }, { cancelRefetch: false })
  }
  const afterRuns = atMostEvery(PAUSE_MS, clock, () => invalidate([balance, ...files]))
  const afterUploads = atMostEvery(PAUSE_MS, clock, () => invalidate(files))

  const stops = [
    client.requests.onOutcome(afterRuns.ask),
    client.use(createUploadNews).onUploaded(afterUploads.ask),
    client.onReport((error) => {
      if (error.kind === 'insufficient-balance') invalidate([balance])
    }),
    afterRuns.stop,
    afterUploads.stop,
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
