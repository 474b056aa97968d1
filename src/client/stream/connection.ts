import type { StoreApi } from 'zustand/vanilla'
import type { RequestItem } from '../../protocol/request-item.js'
import type { ClientConfig } from '../config.js'
import type { PageEvent } from '../environment.js'
import type { LiveRequests } from '../store/live-requests.js'
import type { Transport } from '../transport/transport.js'
import { createOwnSource, QUIET_MS } from './own-source.js'
import { longestSince, type StreamSink, type StreamSource } from './stream-source.js'
import { createPoller, readListed } from './poller.js'
import {
  type ConnectionEffect,
  type ConnectionEvent,
  initialConnection,
  reduceConnection,
  shownState,
} from './reduce-connection.js'
import { createStalenessCheck } from './staleness-check.js'
import { createSharedSource } from './shared-source.js'
import type { ConnectionState } from './tracker.js'

/** A stream silent for longer than one heartbeat is doubted when the page wakes, ms. */
const DOUBT_MS = 30_000

/** More than so many that ended without an update are read from the list, not one by one: after a night there may be hundreds. */
const FEW = 5

export interface ConnectionOptions {
  config: ClientConfig
  transport: Transport
  state: StoreApi<ConnectionState>
  waiting(): ReadonlySet<string>
  requests: Pick<LiveRequests, 'early' | 'peek'>
  /** The whole truth of what is in flight. */
  onSnapshot(requests: RequestItem[]): void
  onItems(requests: RequestItem[]): void
  onMissing(ids: string[]): void
  /** Somebody or the network is back: what failed may be tried now. */
  onAwake(): void
}

export interface Connection {
  readonly state: StoreApi<ConnectionState>
  start(): void
  stop(): void
  reconnect(): void
  /** Something new is waited for. */
  hurry(): void
}

/** Does what `reduceConnection` decides: the stream while it works, polling while it does not, and the state that says which. */
export function createConnection(options: ConnectionOptions): Connection {
  const { config, transport, state } = options
  const { clock, environment, live } = config
  const isOffline = () => environment.isOffline()
  let machine = initialConnection(live)
  /** From a snapshot to the end of what it is the truth of. */
  let life: AbortController | undefined
  let stopPageEvents: (() => void) | undefined
  let stopQuiet = () => {}

  const poller = createPoller({
    ...options,
    onItems(items) {
      dispatch({ type: 'polled' })
      options.onItems(items)
    },
  })
  const stalenessCheck = createStalenessCheck(options)

  /** `snapshot`: what is in flight, where the event brings it. */
  function dispatch(event: ConnectionEvent, snapshot: RequestItem[] = []) {
    const [next, ...effects] = reduceConnection(machine, event)
    machine = next
    if (next.phase !== 'connecting') stopQuiet()
    // Whatever came before a snapshot was missed, also where the stream was up all along and only a proxy lost its own.
    if (effects.includes('enter')) publish(true)
    for (const effect of effects) perform(effect, snapshot)
    publish(false)
  }

  function publish(isNew: boolean) {
    const before = state.getState()
    const next = shownState(machine)
    const { retryAt } = machine
    if (!isNew && before.state === next && before.retryAt === retryAt) return
    const since = !isNew && before.state === next ? before.since : clock.now()
    state.setState({ state: next, since, retryAt }, true)
  }

  function perform(effect: ConnectionEffect, snapshot: RequestItem[]) {
    switch (effect) {
      case 'open':
        return source.start()
      case 'close':
        return source.stop()
      case 'replace':
        return source.retry()
      case 'enter':
        return enter(snapshot)
      case 'leave':
        life?.abort()
        return stalenessCheck.stop()
      case 'wait':
        stopQuiet()
        stopQuiet = clock.after(QUIET_MS, () => dispatch({ type: 'quiet', isOffline: isOffline() }))
        return
      case 'poll':
        return poller.start()
      case 'stopPolling':
        return poller.stop()
      case 'ask':
        poller.hurry(0)
        return stalenessCheck.hurry()
      case 'wake':
        return options.onAwake()
      default:
        return effect satisfies never
    }
  }

  function enter(requests: RequestItem[]) {
    // What was in flight before and is not any more ended without an update: it must not pass for a fresh one.
    options.requests.early.forgetPending()
    options.onSnapshot(requests)
    life = new AbortController()
    readMissing(new Set(requests.map(({ id }) => id)), life.signal)
    stalenessCheck.start()
  }

  /** What is waited for and no longer in flight has ended: a snapshot is the whole truth of that. */
  function readMissing(inFlight: ReadonlySet<string>, signal: AbortSignal) {
    const { onItems, onMissing, waiting } = options
    const missing = [...waiting()].filter((id) => !inFlight.has(id))
    if (missing.length <= FEW) return onMissing(missing)
    void readListed(transport, missing, signal, onItems)
      .catch(() => missing)
      .then((unseen) => {
        if (!signal.aborted) onMissing(unseen.filter((id) => waiting().has(id)))
      })
  }

  const sink: StreamSink = {
    onConnecting: () => dispatch({ type: 'connecting', isOffline: isOffline() }),
    onSnapshot: (requests) => dispatch({ type: 'snapshot' }, requests),
    onUpdate(request) {
      const isFirst = machine.phase !== 'live'
      dispatch({ type: 'update' }, [request])
      if (!isFirst) options.onItems([request])
    },
    onDown: (down) => dispatch({ type: 'down', ...down, isOffline: isOffline(), now: clock.now() }),
  }
  const source: StreamSource = createSharedSource(config, sink, (own) =>
    createOwnSource(config, transport, own),
  )

  function onPageEvent(event: PageEvent) {
    switch (event) {
      case 'offline':
        return dispatch({ type: 'offline' })
      case 'pagehide':
      case 'freeze':
        return dispatch({ type: 'left' })
      case 'online':
      case 'focus':
        return awake()
      case 'pageshow':
      case 'resume':
      case 'visibilitychange':
        return environment.isHidden() ? undefined : awake()
    }
  }

  function awake() {
    const { aliveAt } = source
    const isDoubtful = !aliveAt || longestSince(clock, aliveAt) > DOUBT_MS
    dispatch({ type: 'awake', isOffline: isOffline(), isDoubtful })
  }

  return {
    state,
    start() {
      if (live === 'off') return
      stopPageEvents ??= environment.onPageEvent(onPageEvent)
      dispatch({ type: 'start', isOffline: isOffline() })
    },
    stop() {
      stopPageEvents?.()
      stopPageEvents = undefined
      dispatch({ type: 'stop' })
    },
    reconnect: () => dispatch({ type: 'reconnect' }),
    hurry: () => poller.hurry(),
  }
}
