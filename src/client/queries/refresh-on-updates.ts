import type { QueryClient } from '@tanstack/react-query'
import type { RequestItem } from '../../protocol/request-item.js'
import { atMostEvery } from '../at-most-every.js'
import type { Client } from '../client.js'
import { createLive } from '../live/create-live.js'
import { createUploadUpdates } from '../upload-updates.js'
import { modelRunnerKeys } from './keys.js'
import { refetch } from './refetch.js'
import { refreshAfterRuns } from './refresh-after-runs.js'

/** Uploads that end together are answered with two reads of each list at most, ms. */
const PAUSE_MS = 1_000

/** A run resumed after a reload may have ended since the files were read, though it was met at its end; clocks may differ by some of this, ms. */
const JUST_ENDED_MS = 60_000

/** For so many requests the end is remembered as reported. */
const REPORTED_LIMIT = 200

/**
 * Marks what a finished run changes as out of date, until the returned function is called: the balance, and the files,
 * which also the upload of an input's files changes. A refusal for insufficient balance says that the balance shown was wrong.
 */
export function refreshOnUpdates(client: Client, queryClient: QueryClient): () => void {
  const { clock, scope } = client.config
  const { requests } = client.use(createLive)
  const { balance, files, fileFacets } = modelRunnerKeys
  const afterRuns = refreshAfterRuns(client, queryClient)
  const afterUploads = atMostEvery(PAUSE_MS, clock, () => {
    for (const key of [files, fileFacets]) void refetch(queryClient, key(scope))
  })

  const reported = new Set<string>()

  function onEnd(id: string) {
    reported.add(id)
    const [oldest] = reported
    if (oldest !== undefined && reported.size > REPORTED_LIMIT) reported.delete(oldest)
    afterRuns.ask()
  }

  function onItem({ id }: RequestItem) {
    const known = requests.peek(id)
    const hasJustEnded = clock.now() - (known?.finishedAt ?? -Infinity) < JUST_ENDED_MS
    if (hasJustEnded && !reported.has(id)) onEnd(id)
  }

  const stops = [
    requests.onOutcome(({ id }) => onEnd(id)),
    requests.onItem(onItem),
    client.use(createUploadUpdates).onUploaded(afterUploads.ask),
    client.onReport((error) => {
      if (error.kind === 'insufficient-balance') void refetch(queryClient, balance(scope))
    }),
    afterRuns.stop,
    afterUploads.stop,
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
