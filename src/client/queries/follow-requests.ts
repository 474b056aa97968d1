import type { QueryClient } from '@tanstack/react-query'
import { outcomeOf } from '../../protocol/outcome.js'
import type { RequestItem } from '../../protocol/request-item.js'
import type { ModelRunnerClient } from '../model-runner-client.js'
import { applyRequestNews } from './apply-request-news.js'
import type { PagedList } from './paged-list.js'
import type { RequestFilters } from './request-filters.js'
import { requestsQuery } from './requests-query.js'
import { watchUnfinishedRows } from './watch-unfinished-rows.js'

/** A burst of news that leaves the total in doubt is answered with one read, ms. */
const UNSURE_MS = 2_000

/** A list read so shortly before the stream opened is not read again for it, ms. */
const FRESH_MS = 2_000

/** States remembered of requests that are in no row. */
const SEEN_LIMIT = 500

/**
 * Keeps one history list up to date until the returned function is called: news are put into the list, rows that are
 * still going on are watched, and what was missed while there was no connection is read with one call.
 */
export function followRequests(
  client: ModelRunnerClient,
  queryClient: QueryClient,
  filters: RequestFilters,
): () => void {
  const { clock } = client.config
  const { queryKey } = requestsQuery(client, filters).list
  const rows = watchUnfinishedRows(client)
  const seen = new Map<string, string>()
  /** News that came before the first answer, which may be older than they are. */
  let early: RequestItem[] = []
  let readAt = -Infinity
  let planned: Promise<void> | undefined
  let stopped = false
  let stopUnsure: (() => void) | undefined

  const listNow = () => queryClient.getQueryData<PagedList<RequestItem>>(queryKey)

  function readHead() {
    void queryClient.invalidateQueries({ queryKey, exact: true }, { cancelRefetch: false })
  }

  function take(item: RequestItem) {
    const list = listNow()
    if (!list) {
      early.push(item)
      return
    }
    const next = applyRequestNews(list, item, filters)
    if (next !== list) {
      // Known to the store from here on, the tracker need not read what the stream just told.
      if (outcomeOf(item) === 'pending') client.requests.applyItem(item)
      queryClient.setQueryData(queryKey, next)
    } else if (filters.status && changed(item) && !list.items.some(({ id }) => id === item.id)) {
      // It came into the filtered list, or left it, beyond what was read: only the platform knows the new total.
      stopUnsure ??= clock.after(UNSURE_MS, () => {
        stopUnsure = undefined
        readHead()
      })
    }
  }

  function changed(item: RequestItem): boolean {
    const before = seen.get(item.id)
    seen.delete(item.id)
    seen.set(item.id, item.status)
    const [oldest] = seen.keys()
    if (oldest !== undefined && seen.size > SEEN_LIMIT) seen.delete(oldest)
    return before !== undefined && before !== item.status
  }

  function onListChanged() {
    const list = listNow()
    if (!list) return
    const waiting = early
    early = []
    waiting.forEach(take)
    planned ??= Promise.resolve().then(() => {
      planned = undefined
      if (!stopped) rows.watch(listNow()?.items ?? [])
    })
  }

  const stops = [
    client.tracker.hold(),
    client.requests.onItem(take),
    queryClient.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated' || event.action.type !== 'success') return
      if (queryClient.getQueryCache().find({ queryKey, exact: true }) !== event.query) return
      if (!event.action.manual) readAt = clock.now()
      onListChanged()
    }),
    client.tracker.connection.subscribe((now, before) => {
      // What happened without a connection is not replayed.
      const wentLive = now.state === 'live' && before.state !== 'live'
      if (wentLive && listNow() && clock.now() - readAt > FRESH_MS) readHead()
    }),
  ]
  onListChanged()

  return () => {
    stopped = true
    for (const stop of stops) stop()
    rows.stop()
    stopUnsure?.()
  }
}
