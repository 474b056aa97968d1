import { createParser } from 'eventsource-parser'
import { readStreamEvent, type HubEvent } from './read-stream-event.js'

/** A snapshot holds every request in flight, inputs included; beyond this the stream is not one, characters. */
const MAX_EVENT_LENGTH = 64 * 1024 * 1024

export interface StreamListener {
  onEvent(event: HubEvent): void
  onHeartbeat(): void
}

/** Reads the platform's stream until it ends, breaks, is silent for `silenceMs` or `signal` aborts. Never throws. */
export async function consumeStream(
  body: ReadableStream<Uint8Array>,
  listener: StreamListener,
  { silenceMs, signal }: { silenceMs: number; signal: AbortSignal },
): Promise<void> {
  const reader = body.getReader()
  const stop = () => void reader.cancel().catch(() => undefined)
  let silence = setTimeout(stop, silenceMs)
  signal.addEventListener('abort', stop, { once: true })
  const parser = createParser({
    maxBufferSize: MAX_EVENT_LENGTH,
    onEvent: ({ event, data }) => {
      const read = readStreamEvent(event, data)
      if (read) listener.onEvent(read)
    },
    onComment: () => listener.onHeartbeat(),
  })
  const decoder = new TextDecoder()
  try {
    for (;;) {
      if (signal.aborted) break
      const { done, value } = await reader.read()
      if (done) break
      clearTimeout(silence)
      silence = setTimeout(stop, silenceMs)
      parser.feed(decoder.decode(value, { stream: true }))
    }
  } catch {
    // Broken or beyond the bound: the hub connects again.
  } finally {
    clearTimeout(silence)
    signal.removeEventListener('abort', stop)
    stop()
  }
}
