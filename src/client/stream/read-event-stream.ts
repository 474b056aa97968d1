import { usableOf } from '../../protocol/odd-fields.js'
import { requestItemShape, type RequestItem, type StreamEvent } from '../../protocol/request-item.js'
import { childAbort, orAbort } from '../../shared/abort.js'
import { isRecord, parseJson } from '../../shared/json.js'
import { readEvents } from '../../shared/read-events.js'
import type { Time } from '../environment.js'
import { warnOnce } from '../errors/warn-once.js'

/** No event for this long after asking: something in between buffers, ms. */
export const FIRST_EVENT_MS = 10_000

/** Two missed 25 s heartbeats and a little: the connection is dead, ms. */
export const SILENCE_MS = 60_000

/** How often the watch checks the clock: a timer set for later would sleep along with the machine, ms. */
const WATCH_MS = 5_000

/** A watch that is late by more than this means that the machine slept: some clocks stop meanwhile, ms. */
const SLEPT_MS = 30_000

export interface EventStreamOptions {
  open(signal: AbortSignal): Promise<Response>
  clock: Time
  signal: AbortSignal
  onEvent(event: StreamEvent): void
  /** Bytes came in, heartbeats too. */
  onAlive(): void
}

/** Why a stream is over: `silent` never gave an event, `stalled` fell silent later. */
export type StreamEnd = 'silent' | 'stalled' | 'ended'

/** Reads one event stream to its end. Rejects with the error of the opening call or of a broken body. */
export async function readEventStream(options: EventStreamOptions): Promise<StreamEnd> {
  const { clock } = options
  const abort = childAbort(options.signal)
  /** The last byte, once there was an event. Until then bytes prove nothing: a proxy may send headers and comments of its own. */
  let aliveAt = clock.monotonic()
  let hasEvent = false
  let end: StreamEnd | undefined
  let stop = () => {}

  const watch = (checkedAt: number) => {
    const slept = clock.now() - checkedAt > WATCH_MS + SLEPT_MS
    const left = aliveAt + (hasEvent ? SILENCE_MS : FIRST_EVENT_MS) - clock.monotonic()
    if (left > 0 && !slept) {
      const now = clock.now()
      stop = clock.after(Math.min(left, WATCH_MS), () => watch(now))
    } else {
      end = hasEvent ? 'stalled' : 'silent'
      abort.abort()
    }
  }
  watch(clock.now())

  try {
    const opening = options.open(abort.signal)
    // A fetch need not follow the signal: the connection must not outlive it.
    abort.signal.addEventListener(
      'abort',
      () => void opening.then(({ body }) => (body?.locked ? undefined : body?.cancel())).catch(() => {}),
    )
    const { body } = await orAbort(opening, abort.signal)
    if (!body) return 'ended'
    await readEvents(
      body,
      {
        onBytes() {
          if (hasEvent) aliveAt = clock.monotonic()
          options.onAlive()
        },
        onEvent({ event, data }) {
          const decoded = decodeEvent(event, data)
          if (decoded) {
            hasEvent = true
            aliveAt = clock.monotonic()
            options.onEvent(decoded)
          } else if (process.env.NODE_ENV !== 'production') {
            // Spelt out, not isDevelopment(), so that bundlers drop it.
            warnOnce(
              'The event stream sent a message that is neither a snapshot nor an update; it was skipped.',
            )
          }
        },
      },
      abort.signal,
    )
    return end ?? 'ended'
  } catch (error) {
    if (end) return end
    throw error
  } finally {
    stop()
    abort.abort()
  }
}

/** One message of the stream, or undefined where it is not one we know. The type may stand in the field, the data, or both. */
function decodeEvent(field: string | undefined, data: string): StreamEvent | undefined {
  const body = parseJson(data)
  if (!isRecord(body)) return undefined
  const type = body['type'] ?? field
  if (type === 'snapshot' && Array.isArray(body['requests']))
    return { type, requests: itemsOf(body['requests']) }
  const [request] = type === 'update' ? itemsOf([body['request']]) : []
  return request && { type: 'update', request }
}

/** A proxy leaves inputs out of the stream, with `null` in their place: that must not replace an input that is known. */
function withoutEmptyInput(item: RequestItem): RequestItem {
  if (item.input !== null) return item
  const { input: _, ...rest } = item
  return rest
}

function itemsOf(list: readonly unknown[]): RequestItem[] {
  return usableOf(list as RequestItem[], requestItemShape).map(withoutEmptyInput)
}
