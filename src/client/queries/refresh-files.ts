import type { QueryClient } from '@tanstack/react-query'
import { atMostEvery } from '../at-most-every.js'
import type { Client } from '../client.js'
import { modelRunnerKeys } from './keys.js'

/** Fifty files that are up within a second are answered with two reads of each list, not with fifty, ms. */
const PAUSE_MS = 1_000

/** A function that marks the lists of files as out of date, mounted ones or not. */
export function refreshFiles(client: Client, queryClient: QueryClient): () => void {
  const { clock, scope } = client.config
  return atMostEvery(PAUSE_MS, clock, () => {
    void queryClient.invalidateQueries({ queryKey: modelRunnerKeys.files(scope) })
    void queryClient.invalidateQueries({ queryKey: modelRunnerKeys.fileFacets(scope) })
  }).ask
}
