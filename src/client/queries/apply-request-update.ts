import { type RequestItem, timeOf } from '../../protocol/request-item.js'
import { newerRequest } from './newer-request.js'
import type { PagedList } from './paged-list.js'
import { matchesRequestFilters, type RequestFilters } from './request-filters.js'

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
