import type { QueryClient } from '@tanstack/react-query'
import { MAX_PAGE_SIZE } from '../../protocol/limits.js'
import {
  requestItemShape,
  requestPageShape,
  type RequestItem,
  type RequestPage,
} from '../../protocol/request-item.js'
import { usableOf } from '../../protocol/odd-fields.js'
import type { Client } from '../client.js'
import { modelRunnerKeys } from './keys.js'
import { newerRequest } from './newer-request.js'
import { pagedQuery, type PagedQueries } from './paged-query.js'
import type { RequestFilters } from './request-filters.js'

/** The request history, newest first. */
export function requestsQuery(
  client: Client,
  queryClient: QueryClient,
  filters: RequestFilters = {},
): PagedQueries<RequestItem> {
  const { endpoint, deploymentId, status, metadata, limit = 20 } = filters
  return pagedQuery<RequestItem>({
    queryClient,
    queryKey: modelRunnerKeys.requests(client.config.scope, filters),
    merge: newerRequest,
    read: async (page, signal) => {
      const answer = await client.transport.call<RequestPage>({
        host: 'queue',
        path: '/requests',
        query: {
          modelEndpoint: endpoint,
          deploymentId,
          status,
          metadata: metadata && Object.keys(metadata).length > 0 ? JSON.stringify(metadata) : undefined,
          page,
          limit: Math.min(limit, MAX_PAGE_SIZE),
        },
        // One odd record must not hide the others.
        shape: { ...requestPageShape, data: 'array' },
        signal,
      })
      const items = usableOf(answer.data, requestItemShape)
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
