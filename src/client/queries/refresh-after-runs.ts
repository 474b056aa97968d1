import type { QueryClient } from '@tanstack/react-query'
import { atMostEvery, type Paced } from '../at-most-every.js'
import type { Client } from '../client.js'
import { modelRunnerKeys } from './keys.js'
import { refetch } from './refetch.js'

/** What ends together is answered with two reads at most, ms. */
const PAUSE_MS = 1_000

/** Reads again, when asked, what a run that ended has changed: the balance, and the files. */
export function refreshAfterRuns(client: Client, queryClient: QueryClient): Paced {
  const { clock, scope } = client.config
  const { balance, files, fileFacets } = modelRunnerKeys
  return atMostEvery(PAUSE_MS, clock, () => {
    for (const key of [balance, files, fileFacets]) void refetch(queryClient, key(scope))
  })
}
