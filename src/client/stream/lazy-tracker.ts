import { createStore } from 'zustand/vanilla'
import type { ClientConfig } from '../config.js'
import type { LiveRequests } from '../store/live-requests.js'
import type { Transport } from '../transport/transport.js'
import { type ConnectionState, LINGER_MS, type Tracker } from './tracker.js'

/** A chunk that could not be fetched is asked for again after this, ms. */
const RELOAD_MS = 2_000

/** Watching (stream, polling, reads, sharing between tabs, waking) is fetched apart, soon after the start: an app that only uploads needs none of it. */
export const loadTracker = () => import('./create-tracker.js')

/** What is wanted of a tracker that is not there yet. */
interface Wish {
  begin(tracker: Tracker): () => void
  /** Ends what was begun. */
  end?: () => void
  /** It will not begin any more. */
  onDropped?: () => void
}

/** A tracker whose code is fetched when something is first watched; what is wanted until then begins when it is there. */
export function createLazyTracker(
  config: ClientConfig,
  transport: Transport,
  requests: LiveRequests,
): Tracker {
  const { clock, live } = config
  const connection = createStore<ConnectionState>(() => ({ state: 'idle' }))
  const wishes = new Set<Wish>()
  let inner: Tracker | undefined
  let isLoading = false
  let stopWaiting = () => {}

  function load() {
    stopWaiting()
    if (isLoading) return
    isLoading = true
    loadTracker().then(
      ({ createTracker }) => {
        const tracker = (inner = createTracker(config, transport, requests, connection))
        for (const wish of wishes) wish.end = wish.begin(tracker)
        wishes.clear()
        // What was wanted may have its outcome by now.
        tracker.settle()
      },
      () => {
        isLoading = false
        if (wishes.size > 0) stopWaiting = clock.after(RELOAD_MS, load)
      },
    )
  }

  /** @param lingerMs how long it may still begin after it was given up */
  function want(wish: Wish, { isWaitedFor = true, lingerMs = 0 } = {}): () => void {
    wishes.add(wish)
    if (isWaitedFor && live !== 'off' && connection.getState().state === 'idle')
      connection.setState({ state: 'connecting', since: clock.now() }, true)
    load()
    const end = () => {
      wish.end?.()
      if (wishes.delete(wish) && wishes.size === 0) rest()
    }
    return () => (wish.end || !lingerMs ? end() : void clock.after(lingerMs, end))
  }

  function rest() {
    if (connection.getState().state !== 'idle') connection.setState({ state: 'idle' }, true)
  }

  return {
    connection,
    watch(id, options) {
      if (inner) return inner.watch(id, options)
      // Its state is held from now on.
      let release = requests.subscribe(id)
      const unwatch = want(
        { begin: (tracker) => tracker.watch(id, options) },
        { isWaitedFor: (requests.peek(id)?.outcome ?? 'pending') === 'pending' },
      )
      return () => {
        unwatch()
        release()
        release = () => {}
      }
    },
    hold: () => inner?.hold() ?? want({ begin: (tracker) => tracker.hold() }, { lingerMs: LINGER_MS }),
    refresh(id) {
      if (inner) return inner.refresh(id)
      return new Promise((resolve, reject) => {
        want(
          {
            begin(tracker) {
              tracker.refresh(id).then(resolve, reject)
              return () => {}
            },
            onDropped: resolve,
          },
          { isWaitedFor: false },
        )
      })
    },
    submitted: (id, sentAt) => inner?.submitted(id, sentAt),
    reconnect: () => inner?.reconnect(),
    close() {
      stopWaiting()
      if (inner) return inner.close()
      for (const { onDropped } of wishes) onDropped?.()
      wishes.clear()
      rest()
    },
  }
}
