'use client'
import { useEffect, useMemo } from 'react'
import type { ModelRunnerError } from '../client/errors/model-runner-error.js'
import { followRequests } from '../client/queries/follow-requests.js'
import type { RequestFilters } from '../client/queries/request-filters.js'
import { requestsQuery } from '../client/queries/requests-query.js'
import { useModelRunnerContext } from '../context/use-model-runner-context.js'
import type { RequestItem } from '../protocol/request-item.js'
import { usePagedList } from './use-paged-list.js'
import { useStableFilters } from './use-stable-filters.js'

export type { RequestFilters } from '../client/queries/request-filters.js'

export interface UseRequestsResult {
  /** Newest first. Rows change and new ones appear by themselves while the hook is mounted. */
  requests: readonly RequestItem[]
  /** How many there are in all. */
  total: number
  hasNextPage: boolean
  fetchNextPage(): Promise<void>
  isFetchingNextPage: boolean
  isPending: boolean
  error?: ModelRunnerError
  refetch(): Promise<void>
}

/**
 * The history of requests: paged, and live while mounted. It lists every request the proxy lets this person see,
 * not only those this page made.
 *
 * @example
 * const { requests, hasNextPage, fetchNextPage } = useRequests({ endpoint: 'bytedance/sdxl-lightning-4step' })
 */
export function useRequests(filters?: RequestFilters): UseRequestsResult {
  const { client, queryClient } = useModelRunnerContext()
  const stable = useStableFilters(filters)
  const query = useMemo(() => requestsQuery(client, stable), [client, stable])
  // Before the list is read: what follows it then knows of the read, and asks for no second one.
  useEffect(() => followRequests(client, queryClient, stable), [client, queryClient, stable])
  const { items, ...list } = usePagedList(query)
  return { requests: items, ...list }
}
