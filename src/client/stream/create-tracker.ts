import type { StoreApi } from 'zustand/vanilla'
import { requestItemShape, type RequestItem, isTerminalState } from '../../protocol/request-item.js'
import type { ClientConfig } from '../config.js'
import { isModelRunnerError } from '../errors/model-runner-error.js'
import { warnOnce } from '../errors/warn-once.js'
import { backoff } from '../../shared/retry.js'
import type { LiveRequests } from '../store/live-requests.js'
import type { Transport } from '../transport/transport.js'
import { createConnection } from './connection.js'
import { type ConnectionState, LINGER_MS, type Tracker } from './tracker.js'

/** A stream that works is kept for longer: some proxies leave the upstream stream open each time one is closed, ms. */
const KEEP_STREAM_MS = 30_000

/** Billing settles a moment after COMPLETED, and that is no transition the stream would tell, ms. */
const SETTLE_MS = 1_000
const SETTLE_MAX_MS = 30_000

/** A request that cannot be read is asked for again after this, doubling up to the second, with jitter, ms. */
const UNREADABLE_RETRY = { baseMs: 2_000, maxMs: 60_000 }

/** A run this short can end between its submit and the snapshot: without any update by then it is read once, ms. */
const UNSURE_MS = 2_000

interface Watched {
  watchers: number
  /** Calls off what is planned for it. */
  cancel(): void
  /** Lets its state go. */
  release(): void
  /** Until the next read of it; doubles. */
  settleMs: number
  /** Reads in a row that were refused. */
  refusals: number
}

const nothing = () => {}

/** @param state where what the connection is goes, also before this is there */
export function createTracker(
  config: ClientConfig,
  transport: Transport,
  requests: LiveRequests,
  state: StoreApi<ConnectionState>,
): Tracker & {
  /** Lets the connection go where nothing is waited for. */
  settle(): void
} {
  const { clock, live } = config
  const watched = new Map<string, Watched>()
  /** Watched and without an outcome yet. */
  const waiting = new Set<string>()
  const unsure = new Set<string>()
  const reads = new Map<string, Promise<void>>()
  let holds = 0
  let life = new AbortController()
  let stopLinger = () => {}

  const connection = createConnection({
    config,
    transport,
    state,
    waiting: () => waiting,
    requests,
    onItems,
    onMissing(ids) {
      for (const id of ids) if (!watched.get(id)?.refusals) refetch(id)
    },
    onAwake() {
      for (const [id, entry] of watched) if (entry.refusals) void read(id)
    },
    onSnapshot(items) {
      unsure.clear()
      onItems(items)
    },
  })

  /** Counts the changes of the connection: updates may have been missed between two of its epochs, never within one. */
  let epoch = 0
  connection.state.subscribe(() => epoch++)

  function onItems(items: RequestItem[]) {
    for (const item of items) {
      const held = requests.receive(item)
      if (!held) continue
      held.epoch = epoch
      // What is simply going on, as it mostly is, needs no look.
      if (isTerminalState(held.state.status) && waiting.has(item.id)) look(item.id, held.state)
    }
  }

  /** Stops waiting for what has its outcome; plans a read where the end is known but not the outcome. */
  function look(id: string, known = requests.peek(id)) {
    if (!known) return
    if (known.outcome !== 'pending') return done(id)
    if (isTerminalState(known.status)) readLater(id)
  }

  function readLater(id: string, ms?: number) {
    const entry = watched.get(id)
    if (!entry || live === 'off') return
    entry.cancel()
    entry.cancel = clock.after(ms ?? entry.settleMs, () => void read(id))
    entry.settleMs = Math.min(SETTLE_MAX_MS, entry.settleMs * 2)
  }

  function done(id: string) {
    unsure.delete(id)
    watched.get(id)?.cancel()
    waiting.delete(id)
    adjust()
  }

  /** A read under way may have been answered before what makes this one needed. */
  function refetch(id: string) {
    const running = reads.get(id)
    if (!running) void read(id)
    else void running.then(() => (waiting.has(id) ? read(id) : undefined))
  }

  function read(id: string): Promise<void> {
    const running = reads.get(id) ?? readNow(id).finally(() => reads.delete(id))
    reads.set(id, running)
    return running
  }

  async function readNow(id: string): Promise<void> {
    const { signal } = life
    try {
      const path = `/requests/${encodeURIComponent(id)}`
      const item = await transport.call<RequestItem>({
        host: 'queue',
        path,
        shape: requestItemShape,
        // Tried again below, where `reconnect()` can shorten the wait; with live off by the call alone.
        retry: live === 'off',
        signal,
      })
      const entry = watched.get(id)
      if (entry) entry.refusals = 0
      requests.applyItem(item)
      requests.receive(item)
    } catch (error) {
      const entry = watched.get(id)
      if (!isModelRunnerError(error)) throw error
      if (signal.aborted || !entry || !waiting.has(id)) return
      // It was cancelled meanwhile.
      if (requests.peek(id)?.outcome !== 'pending') return look(id)
      const failures = ++entry.refusals
      // What breaks once is no matter; a refusal says nothing of the run but that it cannot be read at present.
      // The app is notified once of each reason, and again where somebody asked for the reading.
      const isNew = failures === 1 || requests.peek(id)?.error?.kind !== error.kind
      if (isNew && (live === 'off' || !error.retryable || failures >= config.retry.attempts)) {
        // Spelt out, so that bundlers drop the warning.
        if (process.env.NODE_ENV !== 'production' && (error.status ?? 0) < 300) warnOnce(error.message)
        requests.applyError(id, error)
      }
      if (live === 'off') return
      const ms = (0.5 + clock.random() / 2) * backoff(failures, UNREADABLE_RETRY, 1)
      return readLater(id, Math.max(ms, error.retryAfterMs ?? 0))
    }
    look(id)
  }

  function start() {
    stopLinger()
    connection.start()
  }

  /** The connection is open while something is waited for or held, and a moment longer. */
  function adjust() {
    const { state } = connection.state.getState()
    if (waiting.size || holds || state === 'idle') return
    stopLinger()
    stopLinger = clock.after(state === 'live' ? KEEP_STREAM_MS : LINGER_MS, close)
  }

  function close() {
    unsure.clear()
    connection.stop()
  }

  return {
    connection: connection.state,
    watch(id, { fresh = false } = {}) {
      const entry = watched.get(id) ?? {
        watchers: 0,
        cancel: nothing,
        release: requests.subscribe(id),
        settleMs: SETTLE_MS,
        refusals: 0,
      }
      watched.set(id, entry)
      const held = requests.find(id)
      const known = held?.state
      if (entry.watchers++ === 0 && (known?.outcome ?? 'pending') === 'pending') {
        waiting.add(id)
        start()
        // A snapshot to come will tell of it; a stream that is up already may not.
        const now = connection.state.getState()
        const isReported = held?.epoch === epoch && known?.status && !known.error
        if (live === 'off' || (now.state === 'live' && !fresh && !isReported)) void read(id)
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
        entry.release()
        watched.delete(id)
        waiting.delete(id)
        adjust()
      }
    },
    submitted(id, sentAt) {
      const now = connection.state.getState()
      if (now.state !== 'live') return
      const held = requests.find(id)
      if (held) held.epoch = epoch
      if ((now.since ?? Infinity) >= sentAt) unsure.add(id)
    },
    hold() {
      holds++
      start()
      let held = true
      return () => {
        if (!held) return
        held = false
        holds--
        adjust()
      }
    },
    refresh(id) {
      const entry = watched.get(id)
      if (entry) entry.refusals = 0
      return read(id)
    },
    reconnect: () => connection.reconnect(),
    settle: adjust,
    close() {
      life.abort()
      life = new AbortController()
      for (const entry of watched.values()) entry.cancel()
      stopLinger()
      close()
    },
  }
}
