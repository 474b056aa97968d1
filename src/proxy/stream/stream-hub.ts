import { Refusal } from '../refusal.js'
import { CLIENT_CLOSED_STATUS, setStreamHeaders } from '../upstream/call-upstream.js'
import { consumeStream, type HubEvent, type StreamFailure } from './platform-stream.js'
import { InFlight } from './in-flight.js'
import { StreamClient } from './stream-client.js'

const encoder = new TextEncoder()
const HEARTBEAT = encoder.encode(': hb\n\n')

/** Opens the platform's stream, or says why it could not be. Never throws. */
export type OpenStream = (signal: AbortSignal) => Promise<ReadableStream<Uint8Array> | StreamFailure>

/**
 * One event stream from the platform for many browsers: keeps what is in flight so that each newcomer gets a
 * snapshot, hands on updates to those they belong to, reconnects, and lets go when the last browser leaves.
 */
export class StreamHub {
  readonly #open: OpenStream
  readonly #timing: StreamTiming
  readonly #clients = new Set<StreamClient>()
  #inFlight: InFlight | undefined
  #waiting = 0
  #life: AbortController | undefined
  #attempt: Promise<StreamFailure | undefined> = Promise.resolve(undefined)

  constructor(open: OpenStream, timing: StreamTiming = DEFAULT_STREAM_TIMING) {
    this.#open = open
    this.#timing = timing
  }

  /** Whether it can be forgotten: no browser, no connection. */
  get isIdle(): boolean {
    return this.#life === undefined && this.#clients.size === 0 && this.#waiting === 0
  }

  /** Answers one browser: with the stream as soon as the platform has opened it, or with the reason why not. */
  async join(owner: string | undefined, signal: AbortSignal): Promise<Response> {
    this.#waiting += 1
    let client: StreamClient | undefined
    try {
      this.#start()
      const failure = await unlessLeft(this.#attempt, signal)
      if (failure) return failure.toResponse()
      client = new StreamClient(owner, (gone) => this.#forget(gone))
      this.#clients.add(client)
    } finally {
      this.#waiting -= 1
      this.#stopIfEmpty()
    }
    const joined = client
    signal.addEventListener('abort', () => joined.close(), { once: true })
    if (this.#inFlight) joined.send(encoder.encode(this.#inFlight.snapshotFor(owner)))
    const headers = new Headers({ 'x-content-type-options': 'nosniff' })
    setStreamHeaders(headers)
    return new Response(joined.body, { headers })
  }

  #forget(client: StreamClient): void {
    this.#clients.delete(client)
    this.#stopIfEmpty()
  }

  #stopIfEmpty(): void {
    if (this.#clients.size > 0 || this.#waiting > 0) return
    this.#life?.abort()
    this.#life = undefined
    this.#inFlight = undefined
  }

  #start(): void {
    if (this.#life) return
    const life = new AbortController()
    this.#life = life
    void this.#run(life)
  }

  /** Connects, listens, connects again: until nobody is left or the platform stays away. */
  async #run(life: AbortController): Promise<void> {
    let downSince = Date.now()
    let failures = 0
    let settle = this.#beginAttempt()
    for (;;) {
      // One for each connection: it is held by what it began, and a life may see thousands.
      const connection = childOf(life.signal)
      const opened = await this.#open(connection.signal)
      if (life.signal.aborted) return
      if (!('isFinal' in opened)) {
        settle(undefined)
        const hasHeard = await this.#listen(opened, connection.signal)
        if (life.signal.aborted) return
        if (hasHeard) {
          downSince = Date.now()
          failures = 0
        }
      } else {
        settle(opened)
        if (opened.isFinal || Date.now() - downSince > this.#timing.downLimitMs) break
      }
      connection.abort()
      // Who joins from here on waits for the next attempt.
      settle = this.#beginAttempt()
      await wait(backoff(this.#timing, failures), life.signal)
      if (life.signal.aborted) return
      failures += 1
    }
    this.#letGo()
  }

  #beginAttempt(): (failure: StreamFailure | undefined) => void {
    let settle: (failure: StreamFailure | undefined) => void = () => {}
    this.#attempt = new Promise((resolve) => (settle = resolve))
    return settle
  }

  /** Gives back whether the platform said anything of use. */
  async #listen(body: ReadableStream<Uint8Array>, signal: AbortSignal): Promise<boolean> {
    let hasHeard = false
    const { silenceMs } = this.#timing
    const onEvent = (event: HubEvent) => {
      hasHeard = true
      this.#hear(event)
    }
    // The platform's heartbeat is handed on and none is made up: to the browsers silence means what it says.
    const onHeartbeat = () => this.#clients.forEach((client) => client.send(HEARTBEAT))
    await consumeStream(body, { onEvent, onHeartbeat }, { silenceMs, signal })
    return hasHeard
  }

  #hear(event: HubEvent): void {
    if (event.type === 'snapshot') {
      const inFlight = new InFlight(event.requests, this.#inFlight)
      this.#inFlight = inFlight
      for (const client of [...this.#clients]) client.send(encoder.encode(inFlight.snapshotFor(client.owner)))
      return
    }
    const { request } = event
    this.#inFlight?.apply(request)
    // Encoded once, sent many times.
    const update = encoder.encode(`event: update\ndata: {"type":"update","request":${request.json}}\n\n`)
    for (const client of [...this.#clients]) {
      if (client.owner === undefined || client.owner === request.owner) client.send(update)
    }
  }

  /** Browsers that would wait for nothing are told so: they connect again by themselves, or poll. */
  #letGo(): void {
    this.#life = undefined
    this.#inFlight = undefined
    for (const client of [...this.#clients]) client.close()
  }
}

function backoff({ backoffMs, maxBackoffMs }: StreamTiming, failures: number): number {
  return Math.random() * Math.min(maxBackoffMs, backoffMs * 2 ** failures)
}

/** Aborts with its parent; once aborted, the parent no longer holds it. */
function childOf(parent: AbortSignal): AbortController {
  const child = new AbortController()
  parent.addEventListener('abort', () => child.abort(), { signal: child.signal })
  return child
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
  })
}

/** Waits for a promise, unless the browser leaves first. */
function unlessLeft<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(new Refusal(CLIENT_CLOSED_STATUS, 'The browser left.'))
    if (signal.aborted) return leave()
    signal.addEventListener('abort', leave, { once: true })
    void promise.then((value) => {
      signal.removeEventListener('abort', leave)
      resolve(value)
    })
  })
}

/** Waits of the stream hub, ms. */
interface StreamTiming {
  /** No byte for so long: the connection is dead. */
  silenceMs: number
  /** First wait before connecting again; doubles with each failure, full jitter. */
  backoffMs: number
  maxBackoffMs: number
  /** So long without the platform: browsers are let go, so that they notice. */
  downLimitMs: number
}

export const DEFAULT_STREAM_TIMING: StreamTiming = {
  silenceMs: 60_000, // two missed 25 s heartbeats
  backoffMs: 500,
  maxBackoffMs: 5_000,
  downLimitMs: 15_000, // browsers find a dead stream after 60 s by themselves; they should not have to
}

/** The hubs of one handler: one per API key and queue host, or one per browser where connections cannot be shared. */
export class StreamHubs {
  readonly #isShared: boolean
  readonly #hubs = new Map<string, StreamHub>()

  constructor(isShared: boolean) {
    this.#isShared = isShared
  }

  find(name: string, open: OpenStream): StreamHub {
    if (!this.#isShared) return new StreamHub(open)
    const known = this.#hubs.get(name)
    if (known) return known
    // Keys come and go where each customer has one: what nobody uses is forgotten.
    for (const [other, hub] of this.#hubs) if (hub.isIdle) this.#hubs.delete(other)
    const hub = new StreamHub(open)
    this.#hubs.set(name, hub)
    return hub
  }
}
