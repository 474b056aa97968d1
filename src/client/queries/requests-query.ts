import { type QueryClient, replaceEqualDeep } from '@tanstack/react-query'
import {
  type RequestItem,
  type RequestState,
  requestItemShape,
  requestPageShape,
  type RequestPage,
  supersedes,
  withInputOf,
} from '../../protocol/request-item.js'
import { MAX_PAGE_SIZE } from '../../protocol/limits.js'
import { usableOf } from '../../protocol/odd-fields.js'
import type { Client } from '../client.js'
import { modelRunnerKeys } from './keys.js'
import { pagedQuery, type PagedQueries } from './paged-query.js'

/** What `useRequests` lists. Everything is AND-ed. */
export interface RequestFilters {
  /** owner/alias */
  endpoint?: string
  deploymentId?: string
  status?: RequestState
  /** Exact pairs; all must be there. */
  metadata?: Record<string, string>
  /** Page size, at most 100. @default 20 */
  limit?: number
}

/** Whether a request belongs to a filtered list: the same test as the platform's, for updates of the stream. */
export function matchesRequestFilters(item: RequestItem, filters: RequestFilters): boolean {
  const { endpoint, deploymentId, status, metadata } = filters
  return (
    (!endpoint || item.modelEndpoint === endpoint || item.requestedModelEndpoint === endpoint) &&
    (!deploymentId || item.deploymentId === deploymentId) &&
    (!status || item.status === status) &&
    Object.entries(metadata ?? {}).every(([key, value]) => item.metadata?.[key] === value)
  )
}

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

/** The newer of two readings of one request; the known object itself where nothing is new. */
export function newerRequest(known: RequestItem, read: RequestItem): RequestItem {
  if (!supersedes(read, known)) return withInputOf(known, read)
  // An item of the stream may lack what an earlier read brought.
  return replaceEqualDeep(known, { ...known, ...read })
}
