import { useCallback } from 'react'
import type { ModelRunnerError } from '../client/errors/model-runner-error.js'
import type { pagedQuery } from '../client/queries/paged-query.js'
import { useModelRunnerContext } from '../context/use-model-runner-context.js'
import { useRead } from './use-read.js'
import { useReported } from './use-reported.js'

/** What every hook over a paged list gives. */
export interface PagedListResult<T> {
  /** What was read so far. */
  items: readonly T[]
  /** How many there are on the platform; 0 until the first answer. */
  total: number
  hasNextPage: boolean
  /** Reads one page more; at most one call at a time. Never rejects: what goes wrong is in `error`. */
  fetchNextPage(): Promise<void>
  isFetchingNextPage: boolean
  isPending: boolean
  /** Of the first page, or of the last further one. What was read stays. */
  error?: ModelRunnerError
  /** Reads the top of the list again. */
  refetch(): Promise<void>
}

const NONE: readonly never[] = []

/** The shared inside of `useFiles`, `useRequests` and `useModels`. */
export function usePagedList<T extends { readonly id: string }>(
  query: ReturnType<typeof pagedQuery<T>>,
): PagedListResult<T> {
  const { queryClient } = useModelRunnerContext()
  const list = useRead(query.list, queryClient)
  const next = useRead(query.next, queryClient)

  const { refetch: readNext } = next
  const fetchNextPage = useCallback(async () => {
    await readNext({ cancelRefetch: false })
  }, [readNext])
  const { refetch: readHead } = list
  const refetch = useCallback(async () => {
    await readHead()
  }, [readHead])

  const error = list.error ?? next.error ?? undefined
  useReported(error)

  return {
    items: list.data?.items ?? NONE,
    total: list.data?.total ?? 0,
    hasNextPage: list.data?.hasMore ?? false,
    fetchNextPage,
    isFetchingNextPage: next.isFetching,
    isPending: list.isPending,
    error,
    refetch,
  }
}
