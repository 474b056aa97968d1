import { createParser } from 'eventsource-parser'
import type { StreamEvent } from '../../protocol/request-item.js'
import type { Time } from '../environment.js'
import { warnOnce } from '../errors/warn-once.js'
import { follow } from '../transport/follow.js'
import { orAbort } from '../transport/or-abort.js'
import { decodeEvent } from './decode-event.js'

/** No event for this long after asking: something in between buffers, ms. */
export const FIRST_EVENT_MS = 10_000

/** Two missed 25 s heartbeats and a little: the connection is dead, ms. */
export const SILENCE_MS = 60_000

/** How often the watch looks at the clock: a timer set for later would sleep along with the machine, ms. */
const WATCH_MS = 5_000

export interface EventStreamOptions {
  open(signal: AbortSignal): Promise<Response>
  clock: Time
  signal: AbortSignal
  onEvent(event: StreamEvent): void
  /** Bytes came in, heartbeats too. */
  onAlive(): void
  /** Gives text one kind of line end; throws where the stream is none. */
  plain(text: string): string
}

/** Why a stream is over: `silent` never gave an event, `stalled` fell silent later. */
export type StreamEnd = 'silent' | 'stalled' | 'ended'

/** Reads one event stream to its end. Rejects with the error of the opening call or of a broken body. */
export async function readEventStream(options: EventStreamOptions): Promise<StreamEnd> {
  const { clock } = options
  const abort = follow(options.signal)
  const beganAt = clock.now()
  let aliveAt: number | undefined
  let spoke = false
  let end: StreamEnd | undefined
  let stop = () => {}

  const watch = () => {
    // Until the first event, bytes alone prove nothing: a proxy may send headers and comments of its own.
    const left =
      (spoke && aliveAt !== undefined ? aliveAt + SILENCE_MS : beganAt + FIRST_EVENT_MS) - clock.now()
    if (left > 0) stop = clock.after(Math.min(left, WATCH_MS), watch)
    else {
      end = spoke ? 'stalled' : 'silent'
      abort.abort()
    }
  }
  watch()

  const parser = createParser({
    onEvent({ event, data }) {
      const decoded = decodeEvent(event, data)
      if (decoded) {
        spoke = true
        options.onEvent(decoded)
      } else {
        // Spelt out, not isDevelopment(), so that bundlers drop it.
        if (process.env.NODE_ENV !== 'production')
          warnOnce(
            'The event stream sent a message that is neither a snapshot nor an update; it was skipped.',
          )
      }
    },
  })

  try {
    const opening = options.open(abort.signal).then((response) => response.body?.getReader())
    // Neither a fetch nor a body need heed the signal: the connection must not outlive it.
    abort.signal.addEventListener(
      'abort',
      () => void opening.then((reader) => reader?.cancel()).catch(() => {}),
    )
    const reader = await orAbort(opening, abort.signal)
    const decoder = new TextDecoder()
    while (reader) {
      const { done, value } = await orAbort(reader.read(), abort.signal)
      if (done) break
      if (!value.length) continue
      aliveAt = clock.now()
      options.onAlive()
      parser.feed(options.plain(decoder.decode(value, { stream: true })))
    }
    return end ?? 'ended'
  } catch (error) {
    if (end) return end
    throw error
  } finally {
    stop()
    abort.abort()
  }
}
