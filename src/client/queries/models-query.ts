import { replaceEqualDeep, type QueryClient } from '@tanstack/react-query'
import { MAX_PAGE_SIZE } from '../../protocol/limits.js'
import { modelPageShape, modelShape, type Model, type ModelPage } from '../../protocol/model.js'
import { usableOf } from '../../protocol/odd-fields.js'
import type { Client } from '../client.js'
import { modelRunnerKeys } from './keys.js'
import { CATALOG_STALE_MS } from './model-query.js'
import { pagedQuery, type PagedQueries } from './paged-query.js'

/** What `useModels` lists. Everything is AND-ed. */
export interface ModelFilters {
  search?: string
  owner?: string
  category?: string
  /** e.g. `text`, `image`, `video`, `audio` */
  inputModality?: string
  outputModality?: string
  capability?: readonly string[]
  featured?: boolean
  sort?: string
  /** Page size, at most 100. @default 20 */
  limit?: number
}

/** The catalog, page by page. */
export function modelsQuery(
  client: Client,
  queryClient: QueryClient,
  filters: ModelFilters = {},
): PagedQueries<Model> {
  const { search, limit = 20, ...rest } = filters
  return pagedQuery<Model>({
    queryClient,
    queryKey: modelRunnerKeys.models(client.config.scope, filters),
    staleTime: CATALOG_STALE_MS,
    merge: (known, read) => replaceEqualDeep(known, read),
    read: async (page, signal) => {
      const answer = await client.transport.call<ModelPage>({
        host: 'rest',
        path: '/models',
        query: { ...rest, search: search?.trim() || undefined, page, limit: Math.min(limit, MAX_PAGE_SIZE) },
        // One odd record must not hide the others.
        shape: { ...modelPageShape, data: 'array' },
        signal,
      })
      const items = usableOf(answer.data, modelShape)
      return {
        items,
        skipped: answer.data.length - items.length,
        page,
        limit: answer.limit ?? Math.min(limit, MAX_PAGE_SIZE),
        total: answer.total ?? answer.data.length,
      }
    },
  })
}
