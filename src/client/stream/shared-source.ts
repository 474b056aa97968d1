import { type RequestItem, isTerminalState } from '../../protocol/request-item.js'
import type { ClientConfig } from '../config.js'
import type { TabChannel } from '../environment.js'
import { type Instant, instant, type Down, type StreamSink, type StreamSource } from './stream-source.js'

/** A leader that does not answer a newcomer for this long is frozen: listen for oneself, ms. */
const LEADER_ANSWER_MS = 3_000

/** The leader passes on every heartbeat (25 s); two missed and a little: it is frozen, ms. */
const LEADER_SILENCE_MS = 65_000

/** Bytes are passed on as a beat no more often than this, ms. */
const BEAT_MS = 10_000

/** Told between the tabs of one proxy and one user. */
type TabMessage =
  | { type: 'hello' }
  | { type: 'beat' }
  | { type: 'connecting' }
  | { type: 'retry' }
  /** `again`: sent before, and once more for a new tab. */
  | { type: 'snapshot'; requests: RequestItem[]; again?: boolean }
  | { type: 'update'; request: RequestItem }
  | DownMessage

type DownMessage = { type: 'down' } & Down

/**
 * One event stream for all tabs: the tab that holds the lock opens it and tells the others; when it goes,
 * the lock passes on and the next one's snapshot tells what was missed. Without Web Locks or
 * BroadcastChannel each tab has its own stream.
 */
export function createSharedSource(
  config: ClientConfig,
  sink: StreamSink,
  createOwn: (sink: StreamSink) => StreamSource,
): StreamSource {
  const { clock, environment, scope } = config
  const name = `modelrunner:stream:${scope}`
  let channel: TabChannel | undefined
  let session: AbortController | undefined
  let leading = false
  /** What the newest stream says is in flight, to give a newcomer its snapshot. Undefined while not connected, or alone. */
  let inFlight: Map<string, RequestItem> | undefined
  let down: DownMessage | { type: 'connecting' } = { type: 'connecting' }
  /** When the next try is due, and when the leader sent last, by the monotonic clock, ms. */
  let retryDueAt = 0
  let receivedAt: number | undefined
  let aliveAt: Instant | undefined
  /** Said hello and was not answered yet. */
  let isNew = false
  /** Listens for itself, since the leader says nothing. */
  let helping = false
  let beatAt = -Infinity
  let stopWatch = () => {}

  const broadcast = (message: TabMessage) => {
    if (leading) channel?.postMessage(message)
  }

  const own = createOwn({
    onConnecting: () => lost({ type: 'connecting' }),
    onDown: (ended) => lost({ type: 'down', ...ended }),
    onSnapshot(requests) {
      if (channel) inFlight = new Map(requests.map((request) => [request.id, request]))
      broadcast({ type: 'snapshot', requests })
      sink.onSnapshot(requests)
    },
    onUpdate(request) {
      if (channel) {
        inFlight ??= new Map()
        // Billing that is still to settle is no transition that the stream would report: it would stay here for ever.
        if (isTerminalState(request.status)) inFlight.delete(request.id)
        else inFlight.set(request.id, request)
      }
      broadcast({ type: 'update', request })
      sink.onUpdate(request)
    },
    onAlive() {
      if (clock.monotonic() - beatAt < BEAT_MS) return
      beatAt = clock.monotonic()
      broadcast({ type: 'beat' })
    },
  })

  function lost(message: Extract<TabMessage, { type: 'connecting' | 'down' }>) {
    inFlight = undefined
    down = message
    if (message.type === 'down') retryDueAt = clock.monotonic() + message.retryAt - clock.now()
    broadcast(message)
    receive(message)
  }

  /** For a newcomer, by what the wall clock says now. */
  function downNow(): TabMessage {
    return down.type === 'down' ? { ...down, retryAt: clock.now() + retryDueAt - clock.monotonic() } : down
  }

  function receive(message: TabMessage) {
    switch (message.type) {
      case 'snapshot':
        return sink.onSnapshot(message.requests)
      case 'update':
        return sink.onUpdate(message.request)
      case 'connecting':
        return sink.onConnecting()
      case 'down':
        return sink.onDown(message)
      case 'hello':
      case 'retry':
      case 'beat':
        return
      default:
        message satisfies never
    }
  }

  function onMessage({ data }: MessageEvent<TabMessage>) {
    if (leading) {
      if (data.type === 'hello') broadcast(inFlight ? { ...snapshotOf(inFlight), again: true } : downNow())
      else if (data.type === 'retry') own.retry()
      return
    }
    if (data.type === 'hello' || data.type === 'retry') return
    // A leader that waits for its next try has nothing to say until then.
    receivedAt = clock.monotonic() + (data.type === 'down' ? Math.max(0, data.retryAt - clock.now()) : 0)
    aliveAt = instant(clock)
    if (helping) {
      // The leader woke up: what it missed it may not report.
      helping = false
      own.stop()
      greet()
    }
    if (data.type === 'snapshot') {
      if (data.again && !isNew) return
      isNew = false
    }
    receive(data)
  }

  function greet() {
    isNew = true
    channel?.postMessage({ type: 'hello' } satisfies TabMessage)
  }

  function watchLeader(since: number, limit: number) {
    stopWatch()
    stopWatch = clock.after(LEADER_ANSWER_MS, () => {
      if (leading) return
      const silentFor = clock.monotonic() - (receivedAt ?? since)
      if (silentFor >= (receivedAt === undefined ? limit : LEADER_SILENCE_MS)) {
        helping = true
        own.start()
      }
      watchLeader(since, limit)
    })
  }

  async function lead(signal: AbortSignal) {
    if (signal.aborted) return
    leading = true
    helping = false
    stopWatch()
    // It may have helped itself before, while the last leader was frozen.
    if (inFlight) broadcast(snapshotOf(inFlight))
    own.start()
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
  }

  return {
    start() {
      if (session) return
      const current = (session = new AbortController())
      const locks = environment.locks()
      channel = locks && environment.openChannel(name)
      if (!locks || !channel) return own.start()
      try {
        channel.onmessage = onMessage
        locks
          .request(name, { signal: current.signal }, () => lead(current.signal))
          .catch(() => {
            if (current.signal.aborted) return
            helping = true
            own.start()
          })
        greet()
        watchLeader(clock.monotonic(), LEADER_ANSWER_MS)
      } catch {
        channel?.close()
        channel = undefined
        own.start()
      }
    },
    stop() {
      own.stop()
      stopWatch()
      channel?.close()
      session?.abort()
      session = channel = inFlight = receivedAt = aliveAt = undefined
      leading = helping = false
    },
    retry() {
      own.retry()
      if (!leading) channel?.postMessage({ type: 'retry' } satisfies TabMessage)
    },
    get aliveAt() {
      return own.aliveAt ?? aliveAt
    },
  }
}

function snapshotOf(inFlight: ReadonlyMap<string, RequestItem>) {
  return { type: 'snapshot' as const, requests: [...inFlight.values()] }
}
