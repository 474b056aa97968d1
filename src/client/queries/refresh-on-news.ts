import type { QueryClient } from '@tanstack/react-query'
import { atMostEvery } from '../at-most-every.js'
import type { ModelRunnerClient } from '../model-runner-client.js'
import { createUploadNews } from '../upload-news.js'
import { modelRunnerKeys } from './keys.js'
import { readAnew } from './read-anew.js'
import { refreshAfterRuns } from './refresh-after-runs.js'

/** Uploads that end together are answered with two reads of each list at most, ms. */
const PAUSE_MS = 1_000

/**
 * Marks what a finished run changes as out of date, until the returned function is called: the balance, and the files,
 * which also the upload of an input's files changes. A refusal for want of money says that the balance shown was wrong.
 */
export function refreshOnNews(client: ModelRunnerClient, queryClient: QueryClient): () => void {
  const { clock, scope } = client.config
  const { balance, files, fileFacets } = modelRunnerKeys
  const afterRuns = refreshAfterRuns(client, queryClient)
  const afterUploads = atMostEvery(PAUSE_MS, clock, () => {
    for (const key of [files, fileFacets]) void readAnew(queryClient, key(scope))
  })

  const stops = [
    client.requests.onOutcome(afterRuns.ask),
    client.use(createUploadNews).onUploaded(afterUploads.ask),
    client.onReport((error) => {
      if (error.kind === 'insufficient-balance') void readAnew(queryClient, balance(scope))
    }),
    afterRuns.stop,
    afterUploads.stop,
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
