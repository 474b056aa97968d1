import type { QueryClient } from '@tanstack/react-query'
import { outcomeOf, type RequestItem, timeOf } from '../../protocol/request-item.js'
import type { Client } from '../client.js'
import { createLive } from '../live/create-live.js'
import { modelRunnerKeys } from './keys.js'
import { newerRequest, matchesRequestFilters, type RequestFilters } from './requests-query.js'
import type { PagedList } from './paged-list.js'
import { refetch } from './refetch.js'
import { refreshAfterRuns } from './refresh-after-runs.js'

/** A burst of updates that leaves the total in doubt is answered with one read, ms. */
const UNSURE_MS = 2_000

/** New rows of a burst are completed with one read of the list, ms. */
const LACKING_MS = 300

/** States remembered of requests that are in no row. */
const SEEN_LIMIT = 500

/** News kept for a list that has not been read yet; what is older the answer knows. */
const KEPT_UPDATES = 200

/**
 * Keeps one history list up to date until the returned function is called: updates are put into the list, and rows that
 * are still going on are watched. What came and went before a snapshot no stream tells: each is followed by one read of
 * the list, unless a read began after it.
 */
export function keepListLive(client: Client, queryClient: QueryClient, filters: RequestFilters): () => void {
  const { requests, tracker } = client.use(createLive)
  const { connection } = tracker
  const queryKey = modelRunnerKeys.requests(client.config.scope, filters)
  const rows = watchUnfinishedRows(client)
  const afterRuns = refreshAfterRuns(client, queryClient)
  const seen = new Map<string, string>()
  /** What is to be put into the list, by id. */
  let updates = new Map<string, RequestItem>()
  /** Reads under way of what was missed. */
  let behind = 0
  /** Rows of a read that began while the stream was up: whatever came later came by the stream. */
  let fresh: ReadonlySet<string> = new Set()
  let beganLive = false
  let before: PagedList<RequestItem> | undefined
  let planned: Promise<void> | undefined
  let stopped = false
  let stopUnsure: (() => void) | undefined

  const isLive = () => connection.getState().state === 'live'
  const queryNow = () => queryClient.getQueryCache().find<PagedList<RequestItem>>({ queryKey, exact: true })
  const listNow = () => queryNow()?.state.data

  async function readMissed() {
    behind++
    await refetch(queryClient, queryKey)
    behind--
    catchUpLater()
  }

  function take(item: RequestItem) {
    const known = updates.get(item.id)
    updates.set(item.id, known ? newerRequest(known, item) : item)
    const { id } = item
    // Known to the store from here on, the tracker need not read what the stream just brought.
    if (isPending(item) && !requests.peek(id) && matchesRequestFilters(item, filters))
      requests.applyItem(item)
    catchUpLater()
  }

  /** A burst is one change of the list. */
  function catchUpLater() {
    planned ??= Promise.resolve().then(() => {
      planned = undefined
      if (!stopped) catchUp()
    })
  }

  function catchUp() {
    const list = listNow()
    if (!list) return void (updates = new Map([...updates].slice(-KEPT_UPDATES)))
    const now = updates.size ? applyRequestUpdate(list, updates.values(), filters) : list
    if (filters.status) doubtTotal(list, now)
    if (now !== list && lacksInput(list, now)) readSoon(LACKING_MS)
    updates = new Map()
    if (now !== list) queryClient.setQueryData(queryKey, now)
    // A run that began and ended without an update made files, and was paid.
    if (before && before !== now && hasMissedEnd(before.items, now.items, isTracked)) afterRuns.ask()
    before = now
    // What was missed may say that they ended.
    if (!behind) rows.watch(now.items, fresh)
  }

  const isTracked = (id: string) => requests.peek(id) !== undefined

  /** What came into a filtered list, or left it, beyond what was read: only the platform knows the new total. */
  function doubtTotal(list: PagedList<RequestItem>, now: PagedList<RequestItem>) {
    const listed = new Set([...list.items, ...now.items].map(({ id }) => id))
    for (const item of updates.values()) {
      if (listed.has(item.id) || !changed(item)) continue
      readSoon(UNSURE_MS)
    }
  }

  function readSoon(ms: number) {
    stopUnsure ??= client.config.clock.after(ms, () => {
      stopUnsure = undefined
      void refetch(queryClient, queryKey)
    })
  }

  function changed(item: RequestItem): boolean {
    const status = seen.get(item.id)
    seen.delete(item.id)
    seen.set(item.id, item.status)
    const [oldest] = seen.keys()
    if (oldest !== undefined && seen.size > SEEN_LIMIT) seen.delete(oldest)
    return status !== undefined && status !== item.status
  }

  function onRead({ items, limit }: PagedList<RequestItem>) {
    fresh = new Set(beganLive && isLive() ? items.slice(0, limit).map(({ id }) => id) : [])
  }

  const stops = [
    tracker.hold(),
    requests.onItem(take),
    queryClient.getQueryCache().subscribe((event) => {
      if (event.type !== 'updated' || event.query !== queryNow()) return
      const { action, query } = event
      if (action.type === 'fetch') beganLive = isLive()
      if (action.type !== 'success') return
      if (!action.manual) onRead(query.state.data as PagedList<RequestItem>)
      catchUpLater()
    }),
    // Each snapshot is received here, also one in the middle of a stream: a proxy may have lost its own connection.
    connection.subscribe(({ state }) => {
      fresh = new Set()
      beganLive = false
      if (state === 'live') void readMissed()
    }),
    afterRuns.stop,
  ]
  before = listNow()
  behind++
  // The read that the hook may begin right now is as good.
  void Promise.resolve().then(() => {
    behind--
    if (!stopped && isLive() && !beganLive) void readMissed()
    else catchUpLater()
  })

  return () => {
    stopped = true
    for (const stop of stops) stop()
    rows.stop()
    stopUnsure?.()
  }
}

/** A new row whose item has no input: a proxy may leave inputs out of the stream, and rows are found by their prompt. */
function lacksInput(before: PagedList<RequestItem>, now: PagedList<RequestItem>): boolean {
  const listed = new Set(before.items.map(({ id }) => id))
  return now.items.some((item) => !listed.has(item.id) && item.input === undefined)
}

const isPending = (item: RequestItem) => outcomeOf(item) === 'pending'

/** News make a list no longer than this: a history that stays open for days must not fill the memory. */
const LIVE_ROWS = 1_000

/**
 * A history list after a burst of updates, one item per request: rows are patched, or leave where they no longer fit the
 * filters; new ones take their place by age. The same list comes back where nothing changes.
 */
export function applyRequestUpdate(
  list: PagedList<RequestItem>,
  updates: Iterable<RequestItem>,
  filters: RequestFilters,
): PagedList<RequestItem> {
  const unknown = new Map([...updates].map((item) => [item.id, item]))
  const kept: RequestItem[] = []
  let isChanged = false
  for (const known of list.items) {
    const item = unknown.get(known.id)
    unknown.delete(known.id)
    const newer = item ? newerRequest(known, item) : known
    if (newer !== known) isChanged = true
    if (newer === known || matchesRequestFilters(newer, filters)) kept.push(newer)
  }
  const fitting = [...unknown.values()].filter((item) => matchesRequestFilters(item, filters))
  const rows = withNewRows(kept, fitting, list.hasMore)
  if (!isChanged && rows.length === kept.length) return list
  const items = rows.slice(0, Math.max(LIVE_ROWS, list.items.length))
  return {
    ...list,
    items,
    total: Math.max(0, list.total + rows.length - list.items.length),
    hasMore: list.hasMore || items.length < rows.length,
  }
}

/** Of two as old as each other the one that was received later stands on top. */
function withNewRows(
  rows: readonly RequestItem[],
  updates: readonly RequestItem[],
  hasMore: boolean,
): readonly RequestItem[] {
  if (!updates.length) return rows
  const added = updates
    .map((item) => ({ item, at: createdAt(item) }))
    .reverse()
    .sort((a, b) => (a.at === b.at ? 0 : b.at - a.at))
  const merged: RequestItem[] = []
  let next = 0
  for (const row of rows) {
    for (let first = added[next]; first && createdAt(row) <= first.at; first = added[++next])
      merged.push(first.item)
    merged.push(row)
  }
  // Older than all that was read: the platform's total counts it, and its page has not been read yet.
  if (!hasMore) merged.push(...added.slice(next).map(({ item }) => item))
  return merged
}

function createdAt(item: RequestItem): number {
  // A new request whose item has no time yet belongs on top.
  return timeOf(item.createdAt) ?? Infinity
}

/**
 * Whether a history list, as it is `now`, has rows that ended since it was as `before`, that no update reported.
 * What stands below all that both know is a further page: old, not new.
 */
function hasMissedEnd(
  before: readonly RequestItem[],
  now: readonly RequestItem[],
  isTracked: (id: string) => boolean,
): boolean {
  const known = new Map(before.map((item) => [item.id, item]))
  const lastShared = now.findLastIndex(({ id }) => known.has(id))
  return now.slice(0, lastShared < 0 ? undefined : lastShared + 1).some((item) => {
    const row = known.get(item.id)
    return isEnded(item) && !(row && isEnded(row)) && !isTracked(item.id)
  })
}

const isEnded = (item: RequestItem) => outcomeOf(item) !== 'pending'

/** Unfinished rows that are watched at a time; the newest are those on the screen. */
const WATCHED_ROWS = 50

/** Watches the rows of a history that have no outcome yet, so that none stays behind when an event is lost. */
function watchUnfinishedRows(client: Client) {
  const { requests, tracker } = client.use(createLive)
  const watches = new Map<string, () => void>()

  function start(item: RequestItem, fresh: boolean): () => void {
    const unsubscribe = requests.subscribe(item.id)
    requests.applyItem(item)
    const unwatch = tracker.watch(item.id, { fresh })
    return () => {
      unwatch()
      unsubscribe()
    }
  }

  return {
    /** The rows as they are now; those that are `fresh` need not be read. */
    watch(items: readonly RequestItem[], fresh: ReadonlySet<string>) {
      // With live off nothing may be read behind the app's back, and watching reads.
      if (client.config.live === 'off') return
      const unfinished = items.filter((item) => outcomeOf(item) === 'pending').slice(0, WATCHED_ROWS)
      const ids = new Set(unfinished.map(({ id }) => id))
      for (const [id, stop] of watches) {
        if (ids.has(id)) continue
        watches.delete(id)
        stop()
      }
      for (const item of unfinished)
        if (!watches.has(item.id)) watches.set(item.id, start(item, fresh.has(item.id)))
    },
    stop() {
      for (const stop of watches.values()) stop()
      watches.clear()
    },
  }
}
