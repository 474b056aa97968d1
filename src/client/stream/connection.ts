import type { StoreApi } from 'zustand/vanilla'
import type { RequestItem } from '../../protocol/request-item.js'
import type { ClientConfig } from '../config.js'
import type { PageEvent } from '../environment.js'
import type { LiveRequests } from '../store/live-requests.js'
import type { Transport } from '../transport/transport.js'
import { createOwnSource, QUIET_MS } from './own-source.js'
import { type Instant, longestSince } from './instant.js'
import { createPoller } from './poller.js'
import { readListed } from './read-listed.js'
import { createStalenessCheck } from './staleness-check.js'
import { createSharedSource } from './shared-source.js'
import type { StreamSink, StreamSource } from './stream-source.js'
import type { ConnectionState } from './tracker.js'

/** A stream silent for longer than one heartbeat is doubted when the page wakes, ms. */
const DOUBT_MS = 30_000

/** After this many attempts in a row without a steady stream, polling takes over, too. */
const FAILURES_BEFORE_POLLING = 2

/** More than so many that ended without an update are read from the list, not one by one: after a night there may be hundreds. */
const FEW = 5

/** A stream that broke sooner than this was not steady, ms. */
const STEADY_MS = 5_000

/** A next attempt that is further off than this (`Retry-After`) is not waited for without an update, ms. */
const LONG_WAIT_MS = 5_000

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

/** The stream while it works, polling while it does not, and the state that says which. */
export function createConnection(options: ConnectionOptions): Connection {
  const { config, transport, state } = options
  const { clock, environment, live } = config
  const poller = createPoller({
    ...options,
    onItems(items) {
      // Answers come: what the browser says of the network is not so.
      if (state.getState().state === 'offline') show('polling', state.getState().retryAt)
      options.onItems(items)
    },
  })
  const stalenessCheck = createStalenessCheck(options)
  let failures = 0
  let up = false
  /** By the monotonic clock, ms. */
  let upSince = 0
  let wasOffline = false
  let isLeft = false
  /** From a snapshot to the end of what it is the truth of. */
  let life: AbortController | undefined
  let stopWake: (() => void) | undefined
  let stopQuiet = () => {}

  function show(next: ConnectionState['state'], retryAt?: number) {
    const before = state.getState()
    if (before.state === next && before.retryAt === retryAt) return
    state.setState({ state: next, since: before.state === next ? before.since : clock.now(), retryAt }, true)
  }

  /** Without a stream. */
  function showDown(retryAt?: number) {
    if (environment.isOffline()) show('offline', retryAt)
    else show(poller.isRunning ? 'polling' : 'connecting', retryAt)
  }

  function poll(retryAt?: number) {
    poller.start()
    showDown(retryAt)
  }

  function onSnapshot(requests: RequestItem[]) {
    life?.abort()
    stopQuiet()
    up = true
    upSince = clock.monotonic()
    poller.stop()
    // Whatever came before was missed, also where the stream was up all along and only a proxy lost its own.
    state.setState({ state: 'live', since: clock.now() }, true)
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

  function down() {
    up = false
    stopQuiet()
    life?.abort()
    stalenessCheck.stop()
  }

  const sink: StreamSink = {
    onConnecting() {
      down()
      showDown()
      // Beside the stream, which may still come.
      if (live === 'auto') stopQuiet = clock.after(QUIET_MS, () => poll())
    },
    onSnapshot,
    onUpdate(request) {
      // A stream that never gives a snapshot: whatever else is waited for is read once.
      if (!up) onSnapshot([request])
      else {
        if (state.getState().state === 'offline') show('live')
        options.onItems([request])
      }
    },
    onDown(reason, retryAt) {
      failures = up && clock.monotonic() - upSince >= STEADY_MS ? 1 : failures + 1
      down()
      const isLong = retryAt - clock.now() > LONG_WAIT_MS
      if (live === 'auto' && (reason === 'unusable' || isLong || failures >= FAILURES_BEFORE_POLLING))
        poll(retryAt)
      else showDown(retryAt)
    },
  }
  const source: StreamSource = createSharedSource(config, sink, (own) =>
    createOwnSource(config, transport, own),
  )

  function open() {
    if (live === 'poll') return poll()
    showDown()
    source.start()
  }

  function onPageEvent(event: PageEvent) {
    switch (event) {
      case 'offline':
        wasOffline = true
        return show('offline', state.getState().retryAt)
      // The browser may keep the page, and with it the lock that other tabs wait for.
      case 'pagehide':
      case 'freeze':
        isLeft = true
        down()
        return source.stop()
      case 'online':
      case 'focus':
        return awake()
      case 'pageshow':
      case 'resume':
      case 'visibilitychange':
        return environment.isHidden() ? undefined : awake()
    }
  }

  function isDoubtful(aliveAt: Instant | undefined) {
    return !aliveAt || longestSince(clock, aliveAt) > DOUBT_MS
  }

  function awake() {
    poller.hurry(0)
    stalenessCheck.hurry()
    if (isLeft) open()
    // Connections seldom outlive a network that went, and do not tell.
    else if (!up || wasOffline || isDoubtful(source.aliveAt)) source.retry()
    wasOffline = isLeft = false
    if (state.getState().state === 'offline') showDown()
    options.onAwake()
  }

  return {
    state,
    start() {
      if (stopWake || live === 'off') return
      stopWake = environment.onPageEvent(onPageEvent)
      open()
    },
    stop() {
      stopWake?.()
      stopWake = undefined
      down()
      failures = 0
      wasOffline = isLeft = false
      source.stop()
      poller.stop()
      show('idle')
    },
    reconnect() {
      poller.hurry(0)
      source.retry()
      options.onAwake()
    },
    hurry: () => poller.hurry(),
  }
}
