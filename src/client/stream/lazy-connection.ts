import { createStore } from 'zustand/vanilla'
import type { Connection, ConnectionOptions } from './connection.js'
import type { ConnectionState } from './tracker.js'

/** A chunk that could not be fetched is asked for again after this, ms. */
const RELOAD_MS = 2_000

/** Staying connected (waiting, polling, sharing between tabs, waking) is fetched apart, soon after the start. */
export const loadConnection = () => import('./connection.js')

/** A connection whose larger part is fetched when it is first wanted. */
export function createLazyConnection(options: Omit<ConnectionOptions, 'state'>): Connection {
  const { clock, live } = options.config
  const state = createStore<ConnectionState>(() => ({ state: 'idle' }))
  let inner: Connection | undefined
  let isWanted = false
  let stopWaiting = () => {}

  function load() {
    loadConnection().then(
      ({ createConnection }) => {
        inner ??= createConnection({ ...options, state })
        if (isWanted) inner.start()
      },
      () => {
        stopWaiting()
        if (isWanted) stopWaiting = clock.after(RELOAD_MS, load)
      },
    )
  }

  return {
    state,
    start() {
      if (live === 'off') return
      isWanted = true
      if (inner) return inner.start()
      if (state.getState().state === 'idle') state.setState({ state: 'connecting', since: clock.now() }, true)
      load()
    },
    stop() {
      isWanted = false
      stopWaiting()
      inner?.stop()
      if (!inner) state.setState({ state: 'idle' }, true)
    },
    reconnect: () => inner?.reconnect(),
    hurry: () => inner?.hurry(),
  }
}
