import type { GuardedStore } from '../store/guarded-store.js'
import {
  consumeStream,
  type HubEvent,
  type StreamFailure,
  type StreamListener,
  type WireRequest,
} from './platform-stream.js'

/** Opens the platform's stream, or says why it could not be. Never throws. */
export type OpenStream = (signal: AbortSignal) => Promise<ReadableStream<Uint8Array> | StreamFailure>

export interface SourceListener extends StreamListener {
  /** What is in flight, for a process that joins later. */
  inFlight(): readonly WireRequest[]
}

/** Where a hub's events come from. Resolves once events may come, to the promise of their end, or to a failure. */
export type StreamSource = (
  listener: SourceListener,
  signal: AbortSignal,
) => Promise<StreamFailure | { ended: Promise<void> }>

/** No byte for so long: the connection is dead. Two missed 25 s heartbeats, ms. */
const SILENCE_MS = 60_000

/**
 * A connection of this process's own.
 * @param onRequest called with each update, in the one process that reads it from the platform
 */
export function directSource(open: OpenStream, onRequest?: (request: WireRequest) => void): StreamSource {
  return async (listener, signal) => {
    const opened = await open(signal)
    if ('isFinal' in opened) return opened
    const onEvent = (event: HubEvent) => {
      listener.onEvent(event)
      if (event.type === 'update') onRequest?.(event.request)
    }
    const onHeartbeat = () => listener.onHeartbeat()
    return { ended: consumeStream(opened, { onEvent, onHeartbeat }, { silenceMs: SILENCE_MS, signal }) }
  }
}

/** The process that holds the lease renews it this often; a lease that is not renewed ends after `LEASE_MS`. */
const RENEW_MS = 3_000
const LEASE_MS = 10_000
/** A process that follows waits so long for the holder's snapshot before it looks at the lease again. */
const HELLO_MS = 2_000
/** Without the store each process has a connection of its own; it looks for the store again after so long, with jitter. */
const ALONE_MS = 30_000

type Message =
  | { type: 'hello' }
  | { type: 'alive' | 'end' | 'heartbeat'; from: string; seq: number }
  | { type: 'event'; from: string; seq: number; event: HubEvent }

/**
 * One connection for all processes that share the store: one of them holds a lease, reads the platform's stream and hands on
 * what comes; when it ends, another takes over. Where the store is away, each process reads the stream by itself.
 */
export function sharedSource(store: GuardedStore, name: string, direct: StreamSource): StreamSource {
  const key = `stream:${name}`
  return async (listener, signal) => {
    for (;;) {
      const me = crypto.randomUUID()
      try {
        if (await store.setIfAbsent(key, me, LEASE_MS))
          return await hold(store, key, me, direct, listener, signal)
        const followed = await follow(store, key, listener, signal)
        if (followed) return followed
      } catch {
        return alone(store, direct, listener, signal)
      }
      if (signal.aborted) return { ended: Promise.resolve() }
    }
  }
}

async function hold(
  store: GuardedStore,
  key: string,
  me: string,
  direct: StreamSource,
  listener: SourceListener,
  signal: AbortSignal,
): Promise<StreamFailure | { ended: Promise<void> }> {
  const own = new AbortController()
  const stop = () => own.abort()
  signal.addEventListener('abort', stop, { once: true })
  let seq = 0
  const send = (message: Message) => {
    store.publish(key, JSON.stringify(message)).catch(() => undefined)
  }
  const snapshot = () =>
    send({ type: 'event', from: me, seq: ++seq, event: { type: 'snapshot', requests: listener.inFlight() } })
  let hasSnapshot = false
  const unsubscribe = await store.subscribe(key, (text) => {
    if ((JSON.parse(text) as Message).type === 'hello' && hasSnapshot) snapshot()
  })
  const renewing = setInterval(() => {
    store.replace(key, me, me, LEASE_MS).then(
      // Another process has it: two connections would say everything twice.
      (isOurs) => (isOurs ? send({ type: 'alive', from: me, seq }) : stop()),
      () => undefined,
    )
  }, RENEW_MS)
  const end = () => {
    clearInterval(renewing)
    unsubscribe()
    signal.removeEventListener('abort', stop)
    send({ type: 'end', from: me, seq: ++seq })
    store.remove(key, me).catch(() => undefined)
  }
  const opened = await direct(
    {
      onEvent: (event) => {
        hasSnapshot = true
        listener.onEvent(event)
        send({ type: 'event', from: me, seq: ++seq, event })
      },
      onHeartbeat: () => {
        listener.onHeartbeat()
        send({ type: 'heartbeat', from: me, seq: ++seq })
      },
      inFlight: () => listener.inFlight(),
    },
    own.signal,
  )
  if (!('ended' in opened)) {
    end()
    return opened
  }
  return { ended: opened.ended.finally(end) }
}

/** Receives what the holder hands on; undefined where nobody does. */
async function follow(
  store: GuardedStore,
  key: string,
  listener: SourceListener,
  signal: AbortSignal,
): Promise<{ ended: Promise<void> } | undefined> {
  let finish = () => {}
  const ended = new Promise<void>((resolve) => (finish = resolve))
  let started = () => {}
  const start = new Promise<boolean>((resolve) => {
    const giveUp = setTimeout(() => resolve(false), HELLO_MS)
    started = () => {
      clearTimeout(giveUp)
      resolve(true)
    }
    void ended.then(() => {
      clearTimeout(giveUp)
      resolve(false)
    })
  })
  let holder: string | undefined
  let seq = 0
  let quiet: ReturnType<typeof setTimeout> | undefined
  const isAlive = () => {
    clearTimeout(quiet)
    quiet = setTimeout(finish, LEASE_MS)
  }
  const hello = () => {
    store.publish(key, JSON.stringify({ type: 'hello' } satisfies Message)).catch(finish)
  }
  const receive = (message: Message) => {
    if (message.type === 'hello') return
    isAlive()
    if (message.type === 'event' && message.event.type === 'snapshot') {
      holder = message.from
      seq = message.seq
      listener.onEvent(message.event)
      started()
      return
    }
    if (message.from !== holder) return
    if (message.type === 'end') return finish()
    if (message.type === 'alive') {
      if (message.seq !== seq) hello()
      return
    }
    // A message was lost: a fresh snapshot says what it said.
    if (message.seq !== seq + 1) return hello()
    seq = message.seq
    if (message.type === 'event') listener.onEvent(message.event)
    else listener.onHeartbeat()
  }
  const unsubscribe = await store.subscribe(key, (text) => receive(JSON.parse(text) as Message))
  // A lease whose holder is silent is tried again and again, with the same signal.
  const leave = () => finish()
  signal.addEventListener('abort', leave, { once: true })
  isAlive()
  hello()
  const cleanUp = () => {
    clearTimeout(quiet)
    signal.removeEventListener('abort', leave)
    unsubscribe()
  }
  void ended.then(cleanUp)
  if (await start) return { ended }
  finish()
  return undefined
}

async function alone(
  store: GuardedStore,
  direct: StreamSource,
  listener: SourceListener,
  signal: AbortSignal,
): Promise<StreamFailure | { ended: Promise<void> }> {
  const own = new AbortController()
  signal.addEventListener('abort', () => own.abort(), { once: true, signal: own.signal })
  const opened = await direct(listener, own.signal)
  if (!('ended' in opened)) return opened
  const look = setInterval(
    () => {
      store.get('born').then(
        () => own.abort(),
        () => undefined,
      )
    },
    ALONE_MS * (0.5 + Math.random()),
  )
  const end = () => {
    clearInterval(look)
    own.abort()
  }
  return { ended: opened.ended.finally(end) }
}
