import { createParser } from 'eventsource-parser'
import { orAbort } from './abort.js'

/** A snapshot holds every request in flight, inputs included; an event that is longer without an end is not one, characters. */
export const MAX_EVENT_LENGTH = 64 * 1024 * 1024

export interface EventListeners {
  /** One server-sent event. */
  onEvent(event: { event?: string | undefined; data: string }): void
  /** A comment, as in a heartbeat. */
  onComment?(): void
  /** Bytes arrived, whatever they are. */
  onBytes?(): void
}

/**
 * Reads server-sent events until the body ends. Rejects where the body breaks, an event does not end, or the signal
 * aborts: at once, also where the body ignores it. The body is cancelled in each case.
 */
export async function readEvents(
  body: ReadableStream<Uint8Array>,
  listeners: EventListeners,
  signal: AbortSignal,
): Promise<void> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  const lines = createLineEnds()
  const parser = createParser({ onEvent: listeners.onEvent, onComment: () => listeners.onComment?.() })
  try {
    for (;;) {
      const { done, value } = await orAbort(reader.read(), signal)
      if (done) return
      if (!value.length) continue
      listeners.onBytes?.()
      parser.feed(lines(decoder.decode(value, { stream: true })))
    }
  } finally {
    // Neither a fetch nor its body need follow the signal: the connection must not outlive the reading.
    void reader.cancel().catch(() => {})
  }
}

/**
 * A function that gives the text of one stream, chunk by chunk, with LF for each CRLF and CR. The parser would keep a CR
 * back until it sees what follows, which may be a heartbeat 25 s later. Throws where an event does not come to its end.
 */
export function createLineEnds(): (text: string) => string {
  let endedWithCr = false
  let pending = 0
  let last = ''
  return (text) => {
    const plain = (endedWithCr && text[0] === '\n' ? text.slice(1) : text).replace(/\r\n?/g, '\n')
    if (text) endedWithCr = text.endsWith('\r')
    const lastEnd = (last + plain).lastIndexOf('\n\n')
    pending = lastEnd < 0 ? pending + plain.length : plain.length - lastEnd
    last = plain.at(-1) ?? last
    if (pending > MAX_EVENT_LENGTH) throw new RangeError('The event stream sent an event without an end.')
    return plain
  }
}
