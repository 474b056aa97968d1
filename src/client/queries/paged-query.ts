import { queryOptions, type QueryClient, type QueryKey } from '@tanstack/react-query'
import type { ModelRunnerError } from '../errors/model-runner-error.js'
import {
  appendPage,
  mergeHead,
  nextPageNumber,
  type ListPage,
  type Merge,
  type PagedList,
} from './paged-list.js'
import { QUERY_DEFAULTS, type QueryOf } from './query-defaults.js'

export interface PagedQuery<T> {
  /** Holds the list. A query function is given it only by newer versions of TanStack Query. */
  queryClient: QueryClient
  queryKey: QueryKey
  /** Reads one page, from 1. */
  read(page: number, signal: AbortSignal | undefined): Promise<ListPage<T>>
  merge?: Merge<T>
  /** ms */
  staleTime?: number
}

export interface PagedQueries<T> {
  list: QueryOf<PagedList<T>>
  /** Reads one page more into `list`; gives its number, 0 where there is none. */
  next: QueryOf<number>
}

/**
 * A list in TanStack Query that costs one call to refresh, however far it was scrolled: an infinite query would read
 * all its pages again on every focus and every invalidation. `next` reads one page more and adds it to the list; it
 * never runs by itself, and two hooks that ask at once share one call.
 */
export function pagedQuery<T extends { readonly id: string }>({
  queryClient,
  queryKey,
  read,
  merge,
  staleTime,
}: PagedQuery<T>): PagedQueries<T> {
  const known = () => queryClient.getQueryData<PagedList<T>>(queryKey)

  const list = queryOptions<PagedList<T>, ModelRunnerError>({
    ...QUERY_DEFAULTS,
    queryKey,
    staleTime: staleTime ?? 30_000,
    // Items keep their identity through `merge`; comparing thousands of items deeply on each update would not pay.
    structuralSharing: false,
    queryFn: async ({ signal }) => {
      const before = known()
      const head = await read(1, signal)
      // Further pages or live updates may have come meanwhile.
      const now = known()
      return mergeHead(now, head, merge, now && before ? newOnTop(before, now) : [])
    },
  })

  const next = queryOptions<number, ModelRunnerError>({
    ...QUERY_DEFAULTS,
    queryKey: [...queryKey, 'next'],
    enabled: false,
    refetchOnReconnect: false,
    staleTime: 'static',
    queryFn: async ({ signal }) => {
      const before = known()
      if (!before?.hasMore) return 0
      const ids = new Set(before.items.map(({ id }) => id))
      let number = nextPageNumber(before)
      let page = await read(number, signal)
      // Records that cannot be used make the list shorter than the pages that were read.
      while (!isLast(page) && page.items.every(({ id }) => ids.has(id))) {
        page = await read(++number, signal)
      }
      // Deleted elsewhere: items slipped up over the edge of what was read, onto the page before.
      const slipped = page.total < before.total && number > 1 ? await read(number - 1, signal) : undefined
      let joins = true
      queryClient.setQueryData<PagedList<T>>(queryKey, (now) => {
        if (!now) return now
        const filled = slipped ? appendPage(now, slipped, merge) : now
        const longer = appendPage(filled, page, merge)
        joins = longer !== filled
        return longer
      })
      if (joins) return number
      const head = number > 1 ? await read(1, signal) : page
      queryClient.setQueryData<PagedList<T>>(queryKey, (now) => {
        const merged = mergeHead(now, head, merge)
        return merged.items.length < (number - 1) * merged.limit ? merged : appendPage(merged, page, merge)
      })
      return number
    },
  })

  return { list, next }
}

function isLast({ page, limit, total }: ListPage<unknown>): boolean {
  return page * limit >= total
}

/** Items that came on top of a list while it was read again. */
function newOnTop<T extends { readonly id: string }>(before: PagedList<T>, now: PagedList<T>): T[] {
  if (now === before) return []
  const ids = new Set(before.items.map((item) => item.id))
  const end = now.items.findIndex((item) => ids.has(item.id))
  return now.items.slice(0, Math.max(0, end))
}
