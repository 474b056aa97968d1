import { queryOptions } from '@tanstack/react-query'
import { fileFacetsShape, type FileFacets } from '../../protocol/file-item.js'
import type { ModelRunnerError } from '../errors/model-runner-error.js'
import type { Client } from '../client.js'
import type { FileFilters } from './file-filters.js'
import { modelRunnerKeys } from './keys.js'
import { QUERY_DEFAULTS } from './query-defaults.js'
import type { QueryOf } from './query-of.js'

/** How many files each bucket of the library holds under the filters that are no bucket themselves. */
export function fileFacetsQuery(client: Client, filters: FileFilters = {}): QueryOf<FileFacets> {
  const { tagIds, tagRule, mimeTypePrefix } = filters
  const query = { tagIds, tagRule, mimeTypePrefix, q: filters.q?.trim() || undefined }
  return queryOptions<FileFacets, ModelRunnerError>({
    ...QUERY_DEFAULTS,
    queryKey: modelRunnerKeys.fileFacets(client.config.scope, query),
    staleTime: 30_000,
    queryFn: ({ signal }) =>
      client.transport.call<FileFacets>({
        host: 'rest',
        path: '/files/facets',
        query,
        shape: fileFacetsShape,
        signal,
      }),
  })
}
