import { requestItemShape, type RequestItem } from '../../protocol/request-item.js'
import { isTerminalState } from '../../protocol/states.js'
import type { ClientConfig } from '../config.js'
import { isModelRunnerError } from '../errors/is-model-runner-error.js'
import type { LiveRequests } from '../store/live-requests.js'
import type { Transport } from '../transport/transport.js'
import { createConnection } from './connection.js'
import type { Tracker } from './tracker.js'

/** The connection outlives its last use by this, so that one run after another shares it, ms. */
const LINGER_MS = 500

/** Billing settles a moment after COMPLETED, and that is no transition the stream would tell, ms. */
const SETTLE_MS = 1_000
const SETTLE_MAX_MS = 30_000

/** A run this short can end between its submit and the snapshot: without any news by then it is read once, ms. */
const UNSURE_MS = 2_000

/** A read that failed for now is tried again, ms. */
const REREAD_MS = 2_000

interface Watched {
  watchers: number
  /** Calls off what is planned for it. */
  cancel(): void
  settleMs: number
}

export function createTracker(config: ClientConfig, transport: Transport, requests: LiveRequests): Tracker {
  const { clock, live } = config
  const watched = new Map<string, Watched>()
  /** Watched and without an outcome yet. */
  const waiting = new Set<string>()
  /** Of these the stream has told all there is since it came up. */
  const covered = new Set<string>()
  const unsure = new Set<string>()
  const reads = new Map<string, Promise<void>>()
  let holds = 0
  let stopLinger = () => {}

  const connection = createConnection({
    config,
    transport,
    waiting: () => waiting,
    onItems,
    onMissing: (ids) => ids.forEach((id) => void read(id)),
    onSnapshot(items) {
      covered.clear()
      onItems(items)
      const inFlight = new Set(items.map(({ id }) => id))
      for (const id of [...waiting]) if (!inFlight.has(id)) void read(id)
    },
  })

  function onItems(items: RequestItem[]) {
    for (const item of items) {
      requests.news(item)
      if (requests.peek(item.id)) covered.add(item.id)
      if (waiting.has(item.id)) look(item.id)
    }
  }

  /** Stops waiting for what has its outcome; plans a read where the end is known but not the outcome. */
  function look(id: string) {
    const known = requests.peek(id)
    if (!known) return
    if (known.outcome !== 'pending') return done(id)
    const entry = watched.get(id)
    if (!entry || live === 'off' || !isTerminalState(known.status)) return
    entry.cancel()
    entry.cancel = clock.after(entry.settleMs, () => void read(id))
    entry.settleMs = Math.min(SETTLE_MAX_MS, entry.settleMs * 2)
  }

  function done(id: string) {
    covered.delete(id)
    unsure.delete(id)
    watched.get(id)?.cancel()
    waiting.delete(id)
    adjust()
  }

  function read(id: string): Promise<void> {
    const running = reads.get(id) ?? readNow(id).finally(() => reads.delete(id))
    reads.set(id, running)
    return running
  }

  async function readNow(id: string): Promise<void> {
    try {
      const path = `/requests/${encodeURIComponent(id)}`
      const item = await transport.call<RequestItem>({ host: 'queue', path, shape: requestItemShape })
      requests.applyItem(item)
      requests.news(item)
    } catch (error) {
      if (!isModelRunnerError(error)) throw error
      const entry = watched.get(id)
      if (!entry || !waiting.has(id)) return
      if (error.retryable && live !== 'off') {
        entry.cancel()
        entry.cancel = clock.after(error.retryAfterMs ?? REREAD_MS, () => void read(id))
      } else {
        requests.applyError(id, error)
        done(id)
      }
      return
    }
    look(id)
  }

  /** The connection is open exactly while something is waited for or held. */
  function adjust() {
    stopLinger()
    if (waiting.size || holds) connection.start()
    else stopLinger = clock.after(LINGER_MS, () => connection.stop())
  }

  return {
    connection: connection.state,
    watch(id, { fresh = false } = {}) {
      const entry = watched.get(id) ?? { watchers: 0, cancel() {}, settleMs: SETTLE_MS }
      watched.set(id, entry)
      const known = requests.peek(id)
      if (entry.watchers++ === 0 && (known?.outcome ?? 'pending') === 'pending') {
        waiting.add(id)
        adjust()
        // A snapshot to come will tell of it; a stream that is up already may not.
        const isUp = connection.state.getState().state === 'live'
        if (live === 'off' || (isUp && !fresh && !(covered.has(id) && known?.status))) void read(id)
        else if (unsure.has(id))
          entry.cancel = clock.after(UNSURE_MS, () => requests.peek(id)?.request || void read(id))
        connection.hurry()
        look(id)
      }
      let watching = true
      return () => {
        if (!watching) return
        watching = false
        if (--entry.watchers) return
        entry.cancel()
        watched.delete(id)
        waiting.delete(id)
        adjust()
      }
    },
    submitted(id, sentAt) {
      const { state, since = Infinity } = connection.state.getState()
      if (state !== 'live') return
      covered.add(id)
      if (since > sentAt) unsure.add(id)
    },
    hold() {
      holds++
      adjust()
      let held = true
      return () => {
        if (!held) return
        held = false
        holds--
        adjust()
      }
    },
    refresh: read,
    reconnect: () => connection.reconnect(),
    close() {
      covered.clear()
      for (const entry of watched.values()) entry.cancel()
      stopLinger()
      connection.stop()
    },
  }
}
