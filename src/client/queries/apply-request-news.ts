import type { RequestItem } from '../../protocol/request-item.js'
import { newerRequest } from './newer-request.js'
import { withChangedItem, withItemAt, withoutItem, type PagedList } from './paged-list.js'
import { matchesRequestFilters, type RequestFilters } from './request-filters.js'

/**
 * A history list after a piece of news: a row is patched, or leaves where it no longer fits the filters; a new one
 * takes its place by age. The same list comes back where nothing changes.
 */
export function applyRequestNews(
  list: PagedList<RequestItem>,
  item: RequestItem,
  filters: RequestFilters,
): PagedList<RequestItem> {
  const known = list.items.find(({ id }) => id === item.id)
  if (known) {
    const newer = newerRequest(known, item)
    if (newer === known) return list
    return matchesRequestFilters(newer, filters)
      ? withChangedItem(list, item.id, () => newer)
      : withoutItem(list, item.id)
  }
  if (!matchesRequestFilters(item, filters)) return list
  const index = list.items.findIndex((other) => createdAt(other) <= createdAt(item))
  if (index >= 0) return withItemAt(list, item, index)
  // Older than all that was read: the platform's total counts it, and its page has not been read yet.
  return list.hasMore ? list : withItemAt(list, item, list.items.length)
}

function createdAt(item: RequestItem): number {
  const ms = item.createdAt ? Date.parse(item.createdAt) : NaN
  // A new request whose item has no time yet belongs on top.
  return Number.isNaN(ms) ? Infinity : ms
}
