import { Refusal } from '../refusal.js'
import {
  callUpstream,
  type UpstreamCall,
  type UpstreamSettings,
  answerHeaders,
} from '../upstream/call-upstream.js'
import { readText } from '../upstream/bodies.js'
import { createParser } from 'eventsource-parser'
import { isRecord, ownerOf, withoutOwner } from '../isolation/user.js'

/** Why the platform's stream could not be opened; each waiting browser gets an answer of its own made from it. */
export interface StreamFailure {
  toResponse(): Response
  /** Trying again would not help (a bad key): those who are on the stream are let go at once. */
  isFinal: boolean
}

/** An error answer is a few lines; more of it is not told, characters. */
const MAX_ERROR_LENGTH = 64 * 1024

/** Opens the platform's event stream. Answers other than a stream become a failure that can be told many times. */
export async function openStream(
  settings: UpstreamSettings,
  call: UpstreamCall,
): Promise<ReadableStream<Uint8Array> | StreamFailure> {
  try {
    const response = await callUpstream(settings, call)
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
    if (response.ok && response.body && isStream) return response.body
    if (response.ok) {
      void response.body?.cancel().catch(() => undefined)
      return failureOf(new Refusal(502, 'The platform answered the event stream with something else.'))
    }
    const text = (await readText(response, settings.upstreamTimeoutMs)).slice(0, MAX_ERROR_LENGTH)
    const { status } = response
    const headers = answerHeaders(response.headers)
    return {
      toResponse: () => new Response(text, { status, headers }),
      isFinal: status < 500 && status !== 408 && status !== 429,
    }
  } catch (error) {
    return failureOf(
      error instanceof Refusal ? error : new Refusal(502, 'The event stream could not be opened.'),
    )
  }
}

function failureOf(refusal: Refusal): StreamFailure {
  return { toResponse: () => refusal.toResponse(), isFinal: false }
}

/** A snapshot holds every request in flight, inputs included; beyond this the stream is not one, characters. */
const MAX_EVENT_LENGTH = 64 * 1024 * 1024

interface StreamListener {
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

/** A request of the stream, serialized once for all browsers that get it. */
export interface WireRequest {
  id: string
  status: string
  updatedAt: string
  owner: string | undefined
  /** As browsers see it: without the owner tag. */
  json: string
}

export type HubEvent =
  { type: 'snapshot'; requests: WireRequest[] } | { type: 'update'; request: WireRequest }

/** Reads one event. The type may stand in the event field, in the data, or in both; anything else is no event. */
function readStreamEvent(name: string | undefined, data: string): HubEvent | undefined {
  let value: unknown
  try {
    value = JSON.parse(data)
  } catch {
    return undefined
  }
  if (!isRecord(value)) return undefined
  const type = typeof value['type'] === 'string' ? value['type'] : name
  if (type === 'snapshot' && Array.isArray(value['requests'])) {
    return { type, requests: value['requests'].flatMap((item) => wireRequest(item) ?? []) }
  }
  const request = type === 'update' ? wireRequest(value['request']) : undefined
  return request && { type: 'update', request }
}

function wireRequest(item: unknown): WireRequest | undefined {
  if (!isRecord(item) || typeof item['id'] !== 'string' || typeof item['status'] !== 'string')
    return undefined
  return {
    id: item['id'],
    status: item['status'],
    updatedAt: typeof item['updatedAt'] === 'string' ? item['updatedAt'] : '',
    owner: ownerOf(item),
    json: JSON.stringify(withoutOwner(item)),
  }
}
