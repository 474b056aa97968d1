import { queryOptions } from '@tanstack/react-query'
import type { Client } from '../client.js'
import { needsRead, readResult } from '../live/read-result.js'
import type { LiveRequest } from '../store/live-requests.js'
import { modelRunnerKeys } from './keys.js'
import { QUERY_DEFAULTS, type QueryOf } from './query-defaults.js'

/**
 * The one read after a request's end, where its item does not say enough: the output of one that succeeded,
 * or the provider's reason of one that failed (HTTP 422 of the result URL).
 */
export function resultQuery(
  client: Client,
  live: LiveRequest | undefined,
  endpoint: string | undefined,
): QueryOf<unknown, Error> {
  return queryOptions<unknown, Error>({
    ...QUERY_DEFAULTS,
    queryKey: modelRunnerKeys.result(client.config.scope, live?.id ?? ''),
    queryFn: async ({ signal }) =>
      live && live.outcome !== 'pending'
        ? readResult(client, live, endpoint ?? live.endpoint ?? '', signal)
        : null,
    enabled: needsRead(live),
    staleTime: Infinity,
  })
}
