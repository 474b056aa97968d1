// @vitest-environment node
import { afterEach, describe, expect, it, vi } from 'vitest'
import { FakeClock, settle } from '../../../test/support/fake-clock.js'
import type { StreamEvent } from '../../protocol/request-item.js'
import { createLineEnds, MAX_EVENT_LENGTH } from '../../shared/read-events.js'
import { readEventStream, type StreamEnd } from './read-event-stream.js'

const ITEM = {
  id: 'r1',
  modelEndpoint: 'test/echo',
  status: 'IN_PROGRESS',
  input: { prompt: 'Grüße 🌍 日本' },
}
const SNAPSHOT = { type: 'snapshot', requests: [ITEM] }
const UPDATE = { type: 'update', request: ITEM }

const encode = (text: string) => new TextEncoder().encode(text)

/** Reads what a server sends in exactly these chunks and then ends. */
async function read(chunks: (string | Uint8Array)[]): Promise<{ events: StreamEvent[]; end: StreamEnd }> {
  const events: StreamEvent[] = []
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(typeof chunk === 'string' ? encode(chunk) : chunk)
      controller.close()
    },
  })
  const end = await readEventStream({
    open: () => Promise.resolve(new Response(body)),
    clock: new FakeClock(),
    signal: new AbortController().signal,
    onEvent: (event) => events.push(event),
    onAlive() {},
  })
  return { events, end }
}

const both = (event: { type: string; [key: string]: unknown }) =>
  `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`

afterEach(() => vi.restoreAllMocks())

it('takes an input that a proxy left out for unknown, not for empty', async () => {
  const { events } = await read([both({ ...UPDATE, request: { ...ITEM, input: null } })])
  const [event] = events
  expect(event?.type === 'update' && 'input' in event.request).toBe(false)
})

/** A stream that stays open, with a clock. */
function openStream() {
  const clock = new FakeClock()
  let send: (text: string) => void = () => {}
  const abort = new AbortController()
  const received: StreamEvent[] = []
  const state: { end?: StreamEnd; cancelled?: boolean } = {}
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      send = (text) => controller.enqueue(encode(text))
    },
    cancel() {
      state.cancelled = true
    },
  })
  const done = readEventStream({
    open: () => Promise.resolve(new Response(body)),
    clock,
    signal: abort.signal,
    onEvent: (event) => received.push(event),
    onAlive() {},
  }).then(
    (end) => (state.end = end),
    () => {},
  )
  return { clock, abort, state, received, done, send: (text: string) => (send(text), settle()) }
}

describe('readEventStream', () => {
  it('reads a stream that is cut at every single byte, also inside a character', async () => {
    const bytes = encode(`${both(SNAPSHOT)}: hb\n\n${both(UPDATE)}`)
    for (let at = 1; at < bytes.length; at++) {
      const { events } = await read([bytes.slice(0, at), bytes.slice(at)])
      expect(events, `cut at byte ${at}`).toEqual([SNAPSHOT, UPDATE])
    }
    const splinters = Array.from(bytes, (_, at) => bytes.slice(at, at + 1))
    expect((await read(splinters)).events).toEqual([SNAPSHOT, UPDATE])
  })

  it.each(['\r\n', '\r'])('takes %j as the end of a line, cut anywhere', async (newline) => {
    const text = (both(SNAPSHOT) + both(UPDATE) + ': hb\n').replaceAll('\n', newline)
    const bytes = encode(text)
    for (let at = 1; at < bytes.length; at += 3) {
      const { events } = await read([bytes.slice(0, at), bytes.slice(at)])
      expect(events).toEqual([SNAPSHOT, UPDATE])
    }
  })

  it.each(['\n', '\r\n', '\r'])(
    'emits an event at its end with %j, not when the next one arrives',
    async (newline) => {
      const { send, received } = openStream()
      await send(both(UPDATE).replaceAll('\n', newline))
      expect(received).toEqual([UPDATE])
      await send(both(SNAPSHOT).replaceAll('\n', newline))
      expect(received).toEqual([UPDATE, SNAPSHOT])
    },
  )

  it('skips a byte order mark, also a split one', async () => {
    const bytes = encode(`\uFEFF${both(SNAPSHOT)}`)
    expect((await read([bytes])).events).toEqual([SNAPSHOT])
    expect((await read([bytes.slice(0, 2), bytes.slice(2)])).events).toEqual([SNAPSHOT])
  })

  it('ignores comments, ids, retry hints and unknown fields', async () => {
    const noise = ': connected\n\nid: 7\nretry: 100\nfoo: bar\n\n:\n\n'
    expect((await read([noise, both(UPDATE), noise])).events).toEqual([UPDATE])
  })

  it('joins data that is spread over lines', async () => {
    const lines = JSON.stringify(SNAPSHOT, null, 2)
      .split('\n')
      .map((line) => `data: ${line}\n`)
      .join('')
    expect((await read([lines, '\n'])).events).toEqual([SNAPSHOT])
  })

  it.each([
    ['only in the event field', `event: update\ndata: ${JSON.stringify({ request: ITEM })}\n\n`],
    ['only in the data', `data: ${JSON.stringify(UPDATE)}\n\n`],
    ['in both', both(UPDATE)],
    ['in the data, the field saying message', `event: message\ndata: ${JSON.stringify(UPDATE)}\n\n`],
    ['in the field, without a space', `event:update\ndata:${JSON.stringify({ request: ITEM })}\n\n`],
  ])('finds the type %s', async (_, text) => {
    expect((await read([text])).events).toEqual([UPDATE])
  })

  it('reads an event of a megabyte that comes in small pieces', async () => {
    const request = { ...ITEM, output: 'é'.repeat(500_000) }
    const bytes = encode(both({ type: 'update', request }))
    const pieces = Array.from({ length: Math.ceil(bytes.length / 4_099) }, (_, at) =>
      bytes.slice(at * 4_099, (at + 1) * 4_099),
    )
    expect((await read(pieces)).events).toEqual([{ type: 'update', request }])
  })

  it('skips garbage with one warning and continues', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const garbage = [
      'data: {"type":"update","request":\n\n',
      'event: surprise\ndata: {"type":"surprise"}\n\n',
      'data: {"type":"update"}\n\n',
      'event: update\ndata: null\n\n',
      'event: update\ndata: 7\n\n',
      'event: update\ndata: {"request":{"id":7}}\n\n',
      'event: snapshot\ndata: {"requests":"none"}\n\n',
      `data: ${'x'.repeat(10_000)}\n\n`,
    ]
    const { events, end } = await read([both(SNAPSHOT), ...garbage, both(UPDATE)])
    expect(events).toEqual([SNAPSHOT, UPDATE])
    expect(end).toBe('ended')
    expect(warn).toHaveBeenCalledTimes(1)
  })

  it('keeps what is good in a snapshot with one bad item', async () => {
    const { events } = await read([both({ type: 'snapshot', requests: [{ id: 7 }, ITEM] } as never)])
    expect(events).toEqual([SNAPSHOT])
  })
})

describe('an event that never ends', () => {
  it('does not fill the memory: the stream is given up', { timeout: 60_000 }, () => {
    const plain = createLineEnds()
    const megabyte = 'x'.repeat(1024 * 1024)
    const limit = MAX_EVENT_LENGTH / megabyte.length
    for (let sent = 0; sent <= limit; sent++) plain(`data: ${megabyte}\n\n`)
    for (let sent = 1; sent < limit; sent++) plain(megabyte)
    expect(() => [megabyte, megabyte].map(plain)).toThrow(/without an end/)
  })
})

describe('the watch over a stream', () => {
  it('gives up on a stream without an event for 10 s, whatever bytes came', async () => {
    const { clock, state, send } = openStream()
    await send(': connected\n\n')
    await clock.advance(9_999)
    expect(state.end).toBeUndefined()
    await clock.advance(1)
    expect(state).toMatchObject({ end: 'silent', cancelled: true })
    expect(clock.pending).toBe(0)
  })

  it('gives up on a stream that was silent for 60 s; heartbeats keep it', async () => {
    const { clock, state, send } = openStream()
    await send(both(SNAPSHOT))
    for (let beat = 0; beat < 4; beat++) {
      await clock.advance(25_000)
      await send(': hb\n\n')
    }
    expect(state.end).toBeUndefined()
    await clock.advance(59_999)
    expect(state.end).toBeUndefined()
    await clock.advance(1)
    expect(state).toMatchObject({ end: 'stalled', cancelled: true })
  })

  it('sees within seconds of waking that the machine slept', async () => {
    const { clock, state, send } = openStream()
    await send(both(SNAPSHOT))
    await clock.advance(20_000)
    clock.sleep(3_600_000)
    await clock.advance(5_000)
    expect(state.end).toBe('stalled')
  })

  it('leaves nothing behind when it is stopped', async () => {
    const { clock, abort, state, send, done } = openStream()
    await send(both(SNAPSHOT))
    abort.abort()
    await done
    await settle()
    expect(state.cancelled).toBe(true)
    expect(clock.pending).toBe(0)
  })
})
