import { Refusal } from '../refusal.js'
import { setStreamHeaders } from '../upstream/call-upstream.js'
import { CLIENT_CLOSED_STATUS } from '../upstream/gate.js'
import { InFlight } from './in-flight.js'
import type { HubEvent, StreamFailure, WireRequest } from './platform-stream.js'
import { StreamClient } from './stream-client.js'
import { type StreamSource, directSource, sharedSource, type OpenStream } from './stream-source.js'
import { hashOf } from '../hash.js'
import type { Settings } from '../settings.js'
import type { GuardedStore } from '../store/guarded-store.js'

/** Waits of the stream hub, ms. */
interface StreamTiming {
  /** First wait before connecting again; doubles with each failure, full jitter. */
  backoffMs: number
  maxBackoffMs: number
  /** So long without the platform: browsers are let go, so that they notice. */
  downLimitMs: number
  /** A connection that the last browser has just left is kept so long, so that a page that comes and goes does not open one each time. */
  lingerMs: number
}

export const DEFAULT_STREAM_TIMING: StreamTiming = {
  backoffMs: 500,
  maxBackoffMs: 5_000,
  downLimitMs: 15_000, // browsers find a dead stream after 60 s by themselves; they should not have to
  lingerMs: 250,
}

const DEFAULT_MAX_AGE_MS = 15 * 60 * 1000

const encoder = new TextEncoder()
const HEARTBEAT = encoder.encode(': hb\n\n')

interface StreamHubOptions {
  /** A browser's stream ends after this time, ms. */
  maxAgeMs?: number
  timing?: StreamTiming
}

/**
 * One event stream from the platform for many browsers: keeps what is in flight so that each newcomer gets a
 * snapshot, hands on updates to those they belong to, reconnects, and lets go when the last browser leaves.
 */
export class StreamHub {
  readonly #source: StreamSource
  readonly #timing: StreamTiming
  readonly #maxAgeMs: number
  /** Browsers by the owner whose requests they get; under `undefined` those that get all. */
  readonly #clients = new Map<string | undefined, Set<StreamClient>>()
  #inFlight: InFlight | undefined
  #count = 0
  #waiting = 0
  #life: AbortController | undefined
  #linger: ReturnType<typeof setTimeout> | undefined
  #attempt: Promise<StreamFailure | undefined> = Promise.resolve(undefined)

  constructor(
    source: StreamSource,
    { timing = DEFAULT_STREAM_TIMING, maxAgeMs = DEFAULT_MAX_AGE_MS }: StreamHubOptions = {},
  ) {
    this.#source = source
    this.#timing = timing
    this.#maxAgeMs = maxAgeMs
  }

  /** Whether it can be forgotten: no browser, no connection. */
  get isIdle(): boolean {
    return this.#life === undefined && this.#count === 0 && this.#waiting === 0
  }

  /**
   * Answers one browser: with the stream as soon as the platform has opened it, or with the reason why not.
   * @param onLeave called once the browser is gone, if it got a stream
   */
  async join(owner: string | undefined, signal: AbortSignal, onLeave = () => {}): Promise<Response> {
    this.#waiting += 1
    let client: StreamClient | undefined
    try {
      this.#start()
      const failure = await unlessLeft(this.#attempt, signal)
      if (failure) {
        onLeave()
        return failure.toResponse()
      }
      client = this.#add(owner, onLeave)
    } catch (error) {
      onLeave()
      throw error
    } finally {
      this.#waiting -= 1
      this.#stopIfEmpty()
    }
    client.closeWith(signal)
    if (this.#inFlight) client.send(this.#inFlight.snapshotFor(owner))
    const headers = new Headers({ 'x-content-type-options': 'nosniff' })
    setStreamHeaders(headers)
    return new Response(client.body, { headers })
  }

  #add(owner: string | undefined, onLeave: () => void): StreamClient {
    const client = new StreamClient(owner, this.#maxAgeMs, (gone) => {
      const own = this.#clients.get(owner)
      own?.delete(gone)
      if (own?.size === 0) this.#clients.delete(owner)
      this.#count -= 1
      onLeave()
      this.#stopIfEmpty()
    })
    const own = this.#clients.get(owner) ?? new Set()
    this.#clients.set(owner, own.add(client))
    this.#count += 1
    return client
  }

  #all(): StreamClient[] {
    return [...this.#clients.values()].flatMap((own) => [...own])
  }

  #stopIfEmpty(): void {
    if (this.#count > 0 || this.#waiting > 0 || !this.#life) return
    clearTimeout(this.#linger)
    this.#linger = setTimeout(() => {
      if (this.#count > 0 || this.#waiting > 0) return
      this.#life?.abort()
      this.#life = undefined
      this.#inFlight = undefined
    }, this.#timing.lingerMs)
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
      // One for each connection: what it began holds on to it, and a life may see thousands.
      const connection = childOf(life.signal)
      let hasReceived = false
      const opened = await this.#source(
        {
          onEvent: (event) => {
            hasReceived = true
            this.#receive(event)
          },
          // The platform's heartbeat is handed on and none is made up: to the browsers silence means what it says.
          onHeartbeat: () => this.#all().forEach((client) => client.send(HEARTBEAT)),
          inFlight: () => this.#inFlight?.requests ?? [],
        },
        connection.signal,
      )
      if (life.signal.aborted) return
      if ('ended' in opened) {
        settle(undefined)
        await opened.ended
        if (life.signal.aborted) return
        if (hasReceived) {
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

  #receive(event: HubEvent): void {
    if (event.type === 'snapshot') {
      const inFlight = new InFlight(event.requests, this.#inFlight)
      this.#inFlight = inFlight
      for (const client of this.#all()) client.send(inFlight.snapshotFor(client.owner))
      return
    }
    const { request } = event
    this.#inFlight?.apply(request)
    const listeners = [...(this.#clients.get(undefined) ?? [])]
    if (request.owner !== undefined) listeners.push(...(this.#clients.get(request.owner) ?? []))
    if (listeners.length === 0) return
    // Encoded once, sent many times.
    const update = encoder.encode(`event: update\ndata: {"type":"update","request":${request.json}}\n\n`)
    for (const client of listeners) client.send(update)
  }

  /** Browsers that would wait for nothing are let go: they connect again automatically, or poll. */
  #letGo(): void {
    this.#life = undefined
    this.#inFlight = undefined
    for (const client of this.#all()) client.close()
  }
}

/** The hubs of one handler: one per API key and queue host, or one per browser where connections cannot be shared. */
export class StreamHubs {
  readonly #settings: Settings
  readonly #store: GuardedStore | undefined
  readonly #hubs = new Map<string, Promise<StreamHub>>()

  /** @param store through which processes share one stream; undefined where there is one process */
  constructor(settings: Settings, store: GuardedStore | undefined) {
    this.#settings = settings
    this.#store = store?.hasChannels ? store : undefined
  }

  /** @param onRequest called with each update that this process reads from the platform */
  async find(name: string, open: OpenStream, onRequest?: (request: WireRequest) => void): Promise<StreamHub> {
    const { shareStream, maxStreamAgeMs } = this.#settings
    if (!shareStream) return new StreamHub(directSource(open, onRequest), { maxAgeMs: maxStreamAgeMs })
    const known = this.#hubs.get(name)
    if (known) return known
    await this.#forgetIdle()
    const again = this.#hubs.get(name)
    if (again) return again
    const made = this.#make(name, directSource(open, onRequest))
    this.#hubs.set(name, made)
    return made
  }

  async #make(name: string, direct: StreamSource): Promise<StreamHub> {
    const source = this.#store ? sharedSource(this.#store, await hashOf(name), direct) : direct
    return new StreamHub(source, { maxAgeMs: this.#settings.maxStreamAgeMs })
  }

  /** Keys come and go where each customer has one: a hub that nobody uses is forgotten. */
  async #forgetIdle(): Promise<void> {
    for (const [name, hub] of [...this.#hubs]) if ((await hub).isIdle) this.#hubs.delete(name)
  }
}

function backoff({ backoffMs, maxBackoffMs }: StreamTiming, failures: number): number {
  return Math.random() * Math.min(maxBackoffMs, backoffMs * 2 ** failures)
}

/** Aborts with its parent; once aborted, the parent does not hold it any more. */
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
