import { HEARTBEAT_MS } from '../../protocol/limits.js'
import type { RequestItem, StreamEvent } from '../../protocol/request-item.js'
import type { StreamFault } from '../faults/fault.js'
import { isTerminal } from '../lifecycle/request-record.js'
import type { Random } from '../random.js'
import type { World } from '../state/world.js'
import { encodeEvent, StreamWriter } from './stream-writer.js'
import type { Subscriber } from './stream-hub.js'

const REORDER_MS = 300
const GARBAGE = [
  'event: update\ndata: {"type":"update","request":\n\n',
  'event: surprise\ndata: {"type":"surprise"}\n\n',
  'data: {"type":"update"}\n\n',
  'event: update\ndata: null\n\n',
]

/** One open event stream, with the fault that was picked for it. */
export class StreamConnection implements Subscriber {
  onClosed: () => void = () => undefined
  readonly #world: World
  readonly #fault: StreamFault
  readonly #writer: StreamWriter
  readonly #random: Random
  readonly #timers = new Set<unknown>()
  #events = 0
  #held: string | undefined
  #garbage = 0

  constructor(world: World, fault: StreamFault, controller: ReadableStreamDefaultController<Uint8Array>) {
    this.#world = world
    this.#fault = fault
    this.#random = world.random('stream')
    this.#writer = new StreamWriter(controller, fault)
    if (fault.dropAfterMs !== undefined) this.#later(fault.dropAfterMs, () => this.#drop())
    if (fault.buffer !== undefined && fault.buffer !== false) this.#count('buffer')
    if (fault.splitEvery !== undefined) this.#count('split')
  }

  snapshot(requests: RequestItem[]): void {
    this.#deliver(this.#encode({ type: 'snapshot', requests }))
  }

  update(item: RequestItem): void {
    const fault = this.#fault
    const text = this.#encode({ type: 'update', request: item })
    if (this.#happens('lose', fault.lose)) return
    if (this.#happens('garbage', fault.garbage)) {
      this.#deliver(GARBAGE[this.#garbage++ % GARBAGE.length] ?? '')
    }
    if (this.#held !== undefined) {
      const held = this.#held
      this.#held = undefined
      this.#deliver(text)
      this.#deliver(held)
      return
    }
    if (this.#happens('reorder', fault.reorder)) return this.#hold(text)
    this.#deliver(text)
    if (this.#happens('duplicate', fault.duplicate)) this.#deliver(text)
  }

  comment(text: string): void {
    if (!this.#isStalled()) this.#writer.write(`: ${text}\n\n`)
  }

  /** The server ends the stream. */
  close(): void {
    this.#writer.end()
    this.#finish()
  }

  /** The reader has taken all there was. */
  awaited(): void {
    this.#writer.awaited()
  }

  /** The reader is gone. */
  leave(): void {
    this.#writer.abandon()
    this.#finish()
  }

  #encode(event: StreamEvent): string {
    const { padBytes } = this.#fault
    return encodeEvent(padBytes ? padded(event, padBytes) : event, this.#fault)
  }

  #hold(text: string): void {
    this.#held = text
    this.#later(this.#fault.reorderMs ?? REORDER_MS, () => {
      if (this.#held !== text) return
      this.#held = undefined
      this.#deliver(text)
    })
  }

  #deliver(text: string): void {
    const { delayMs } = this.#fault
    if (!delayMs) return this.#send(text)
    this.#count('delay')
    this.#later(delayMs, () => this.#send(text))
  }

  #send(text: string): void {
    if (this.#writer.isOver) return
    if (this.#isStalled()) return this.#count('stall')
    this.#events += 1
    this.#writer.write(text)
    if (this.#events === this.#fault.dropAfterEvents) this.#drop()
  }

  #isStalled(): boolean {
    const { stall = false } = this.#fault
    return stall !== false && this.#events >= (stall === true ? 0 : stall)
  }

  #drop(): void {
    this.#count('drop')
    if (this.#fault.endCleanly) this.#writer.end()
    else this.#writer.break()
    this.#finish()
  }

  #finish(): void {
    for (const handle of this.#timers) this.#world.clock.clearTimeout(handle)
    this.#timers.clear()
    this.onClosed()
  }

  #happens(effect: string, chance: boolean | number | undefined): boolean {
    if (!chance || (chance !== true && this.#random() >= chance)) return false
    this.#count(effect)
    return true
  }

  #count(effect: string): void {
    this.#world.faults.count(`stream:${effect}`)
  }

  #later(ms: number, then: () => void): void {
    const handle = this.#world.clock.setTimeout(() => {
      this.#timers.delete(handle)
      then()
    }, ms)
    this.#timers.add(handle)
  }
}

function padded(event: StreamEvent, bytes: number): StreamEvent {
  const pad = (item: RequestItem): RequestItem => ({
    ...item,
    input: { ...(item.input as Record<string, unknown>), ballast: 'x'.repeat(bytes) },
  })
  return event.type === 'snapshot'
    ? { ...event, requests: event.requests.map(pad) }
    : { ...event, request: pad(event.request) }
}

/** Answers `GET /requests/stream`: a snapshot of what is in flight, then each transition, a comment every 25 s. */
export function openStream(world: World, fault: StreamFault, signal: AbortSignal): Response {
  let leave = (): void => undefined
  let awaited = (): void => undefined
  const body = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const connection = new StreamConnection(world, fault, controller)
        let heartbeat: unknown
        const beat = (): void => {
          connection.comment('hb')
          heartbeat = world.clock.setTimeout(beat, HEARTBEAT_MS)
        }
        heartbeat = world.clock.setTimeout(beat, HEARTBEAT_MS)
        connection.onClosed = () => {
          world.clock.clearTimeout(heartbeat)
          world.hub.delete(connection)
          signal.removeEventListener('abort', leave)
        }
        leave = () => connection.leave()
        awaited = () => connection.awaited()
        signal.addEventListener('abort', leave)
        world.hub.add(connection)
        connection.snapshot(inFlight(world))
        // The browser may have left while a latency was waited for.
        if (signal.aborted) leave()
      },
      pull: () => awaited(),
      cancel: () => leave(),
    },
    // pull then means that the reader has everything: only then may a broken stream show its error, which drops what is queued.
    { highWaterMark: 0 },
  )
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
    },
  })
}

function inFlight(world: World): RequestItem[] {
  return [...world.lifecycle.records.values()]
    .map((record) => record.item)
    .filter((item) => !isTerminal(item.status))
}
