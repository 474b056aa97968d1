import type { RequestItem, RequestState } from '../../protocol/request-item.js'

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
