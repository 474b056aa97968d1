import { replaceEqualDeep } from '@tanstack/react-query'
import { MAX_PAGE_SIZE } from '../../protocol/limits.js'
import { modelPageShape, type Model, type ModelPage } from '../../protocol/model.js'
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
export function modelsQuery(client: Client, filters: ModelFilters = {}): PagedQueries<Model> {
  const { search, limit = 20, ...rest } = filters
  return pagedQuery<Model>({
    queryKey: modelRunnerKeys.models(client.config.scope, filters),
    staleTime: CATALOG_STALE_MS,
    merge: (known, read) => replaceEqualDeep(known, read),
    read: async (page, signal) => {
      const answer = await client.transport.call<ModelPage>({
        host: 'rest',
        path: '/models',
        query: { ...rest, search: search?.trim() || undefined, page, limit: Math.min(limit, MAX_PAGE_SIZE) },
        shape: modelPageShape,
        signal,
      })
      return {
        items: answer.data,
        page,
        limit: answer.limit ?? Math.min(limit, MAX_PAGE_SIZE),
        total: answer.total ?? answer.data.length,
      }
    },
  })
}
