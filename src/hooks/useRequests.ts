'use client'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { isModelRunnerError, type ModelRunnerError } from '../client/errors/model-runner-error.js'
import { changeRequests, type RequestActions } from '../client/queries/change-requests.js'
import { followRequests } from '../client/queries/follow-requests.js'
import { type RequestFilters, requestsQuery } from '../client/queries/requests-query.js'
import { useModelRunnerContext } from '../context/use-model-runner-context.js'
import type { RequestItem } from '../protocol/request-item.js'
import { usePagedList } from './use-paged-list.js'
import { useReported } from './use-reported.js'
import { useStableFilters } from './use-stable-filters.js'

export type { RequestFilters } from '../client/queries/requests-query.js'

/** The actions show their effect at once; they reject with a `ModelRunnerError`, set `error`, and are then taken back. */
export interface UseRequestsResult extends RequestActions {
  /** Newest first. Rows change and new ones appear by themselves while the hook is mounted. */
  requests: readonly RequestItem[]
  /** How many there are in all. */
  total: number
  hasNextPage: boolean
  fetchNextPage(): Promise<void>
  isFetchingNextPage: boolean
  isPending: boolean
  /** Of the list, or of the last action. */
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
  const query = useMemo(() => requestsQuery(client, queryClient, stable), [client, queryClient, stable])
  // Before the list is read: what follows it then knows of the read, and asks for no second one.
  useEffect(() => followRequests(client, queryClient, stable), [client, queryClient, stable])
  const { items, error, refetch: readList, ...list } = usePagedList(query)
  const [actionError, setActionError] = useState<ModelRunnerError>()
  useReported(actionError)
  const actions = useMemo((): RequestActions => {
    const change = changeRequests(client, queryClient)
    const perform = async (action: Promise<void>) => {
      setActionError(undefined)
      try {
        await action
      } catch (cause) {
        if (isModelRunnerError(cause)) setActionError(cause)
        throw cause
      }
    }
    return {
      deletePayloads: (id) => perform(change.deletePayloads(id)),
      setPublic: (id, isPublic) => perform(change.setPublic(id, isPublic)),
    }
  }, [client, queryClient])
  const refetch = useCallback(() => {
    setActionError(undefined)
    return readList()
  }, [readList])
  return { requests: items, ...list, error: actionError ?? error, refetch, ...actions }
}
