import { outcomeOf, type RequestItem, supersedes } from '../../protocol/request-item.js'
import type { EarlyUpdates } from './live-requests.js'

/** Updates of unknown requests kept for a submit whose answer is still on its way. */
const KEPT_EARLY = 200

/** With what the store alone does. */
export interface EarlyUpdatesStore extends EarlyUpdates {
  get(id: string): RequestItem | undefined
  /** Keeps the update, unless no submit is on its way or a newer one is known. */
  add(item: RequestItem): void
}

export function createEarlyUpdates(): EarlyUpdatesStore {
  /** By id, the newest last. */
  const items = new Map<string, RequestItem>()
  let expecting = 0
  return {
    expect() {
      expecting++
      return () => {
        if (--expecting === 0) items.clear()
      }
    },
    get: (id) => items.get(id),
    findLast: (fits) => [...items.values()].findLast(fits),
    add(item) {
      const before = items.get(item.id)
      if (!expecting || (before && !supersedes(item, before))) return
      items.delete(item.id)
      items.set(item.id, item)
      if (items.size > KEPT_EARLY) items.delete(items.keys().next().value as string)
    },
    forgetPending() {
      for (const [id, item] of items) if (outcomeOf(item) === 'pending') items.delete(id)
    },
  }
}
