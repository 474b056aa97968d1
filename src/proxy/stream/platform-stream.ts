import { createParser } from 'eventsource-parser'
import { isRecord, ownerOf, USER_KEY } from '../isolation/user.js'
import { elementsOf, membersOf, objectOf, withoutMember } from '../json-text.js'
import { Refusal } from '../refusal.js'
import { readText } from '../upstream/bodies.js'
import { answerHeaders, callUpstream, type Upstream, type UpstreamCall } from '../upstream/call-upstream.js'
import { redactText } from '../upstream/redact.js'
import { InputFilter } from './drop-inputs.js'

/** Why the platform's stream could not be opened; each waiting browser gets an answer of its own made from it. */
export interface StreamFailure {
  toResponse(): Response
  /** Trying again would not help (a bad key): those who are on the stream are let go at once. */
  isFinal: boolean
}

/** A request of the stream, serialized once for all browsers that get it. */
export interface WireRequest {
  id: string
  status: string
  updatedAt: string
  owner: string | undefined
  /** As browsers see it: without the input and the owner tag, everything else byte for byte. */
  json: string
}

export type HubEvent =
  { type: 'snapshot'; requests: readonly WireRequest[] } | { type: 'update'; request: WireRequest }

export interface StreamListener {
  onEvent(event: HubEvent): void
  onHeartbeat(): void
}

/** A snapshot holds every request in flight, without inputs; beyond this the stream is not one, characters. */
const MAX_EVENT_LENGTH = 64 * 1024 * 1024
/** A larger item is passed on without its output, which the client then reads by itself, characters. */
const MAX_ITEM_LENGTH = 128 * 1024
/** An error answer is a few lines; more of it is left out, characters. */
const MAX_ERROR_LENGTH = 64 * 1024

/** Opens the platform's event stream. Answers other than a stream become a failure that can be given many times. */
export async function openStream(
  upstream: Upstream,
  call: UpstreamCall,
): Promise<ReadableStream<Uint8Array> | StreamFailure> {
  try {
    const response = await callUpstream(upstream, call)
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
    if (response.ok && response.body && isStream) return response.body
    if (response.ok) {
      void response.body?.cancel().catch(() => undefined)
      return failureOf(new Refusal(502, 'The platform answered the event stream with something else.'))
    }
    const text = (await readText(response, upstream.timeoutMs)).slice(0, MAX_ERROR_LENGTH)
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
  const filter = new InputFilter()
  try {
    for (;;) {
      if (signal.aborted) break
      const { done, value } = await reader.read()
      if (done) break
      clearTimeout(silence)
      silence = setTimeout(stop, silenceMs)
      parser.feed(filter.feed(decoder.decode(value, { stream: true })))
    }
  } catch {
    // Broken or beyond the bound: the hub connects again.
  } finally {
    clearTimeout(silence)
    signal.removeEventListener('abort', stop)
    stop()
  }
}

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
  const valueOf = (key: string) => membersOf(data)?.findLast((member) => member.key === key)?.value ?? ''
  if (type === 'snapshot' && Array.isArray(value['requests'])) {
    const texts = elementsOf(valueOf('requests')) ?? []
    return {
      type,
      requests: value['requests'].flatMap((item, index) => wireRequest(item, texts[index] ?? '') ?? []),
    }
  }
  const request = type === 'update' ? wireRequest(value['request'], valueOf('request')) : undefined
  return request && { type: 'update', request }
}

function wireRequest(item: unknown, text: string): WireRequest | undefined {
  if (!isRecord(item) || typeof item['id'] !== 'string' || typeof item['status'] !== 'string')
    return undefined
  const members = (membersOf(text) ?? []).filter(
    ({ key }) => key !== 'input' && (key !== 'output' || text.length <= MAX_ITEM_LENGTH),
  )
  const owner = ownerOf(item)
  const json = withoutMember(objectOf(members.map((member) => member.text)), USER_KEY)
  return {
    id: item['id'],
    status: item['status'],
    updatedAt: typeof item['updatedAt'] === 'string' ? item['updatedAt'] : '',
    owner,
    json: owner === undefined ? json : redactText(json, [owner]),
  }
}
