import { queryOptions } from '@tanstack/react-query'
import { modelShape, type Model } from '../../protocol/model.js'
import type { ModelRunnerError } from '../errors/model-runner-error.js'
import type { Client } from '../client.js'
import { modelRunnerKeys } from './keys.js'
import { modelPath } from './model-path.js'
import { QUERY_DEFAULTS } from './query-defaults.js'
import type { QueryOf } from './query-of.js'

/** The catalog changes rarely, ms. */
export const CATALOG_STALE_MS = 5 * 60_000

/** One model of the catalog. */
export function modelQuery(client: Client, endpoint: string | undefined): QueryOf<Model> {
  return queryOptions<Model, ModelRunnerError>({
    ...QUERY_DEFAULTS,
    queryKey: modelRunnerKeys.model(client.config.scope, endpoint ?? ''),
    enabled: Boolean(endpoint),
    staleTime: CATALOG_STALE_MS,
    queryFn: async ({ signal }) =>
      client.transport.call<Model>({
        host: 'rest',
        path: modelPath(endpoint ?? ''),
        shape: modelShape,
        signal,
      }),
  })
}
