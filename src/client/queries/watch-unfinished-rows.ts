import { outcomeOf, type RequestItem } from '../../protocol/request-item.js'
import type { Client } from '../client.js'
import { createLive } from '../live/create-live.js'

/** Unfinished rows that are watched at a time; the newest are those on the screen. */
const WATCHED_ROWS = 50

/** Watches the rows of a history that have no outcome yet, so that none stays behind when an event is lost. */
export function watchUnfinishedRows(client: Client) {
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
