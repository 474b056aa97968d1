// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createProxyHandler } from '../create-proxy-handler.js'
import type { ProxyEvent, ProxyOptions, SettledRun, SubmittedRun } from '../options.js'
import { createMemoryStore } from '../store/memory-store.js'

const QUEUE = 'https://queue.modelrunner.run'
const ENDPOINT = 'meta/llama'
const encode = (text: string) => new TextEncoder().encode(text)
const bill = { id: 'r1', status: 'COMPLETED', billingStatus: 'charged', totalPrice: '0.000123' }

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A language model whose answers the test makes, behind a handler. */
function open(options: ProxyOptions = {}) {
  const sent: { url: string; headers: Headers; signal: AbortSignal | null | undefined }[] = []
  const reads: string[] = []
  const events: ProxyEvent[] = []
  const submitted: SubmittedRun[] = []
  const settled: SettledRun[] = []
  const platform = {
    answer: async (): Promise<Response> => Response.json({ id: 'chatcmpl-r1' }),
    read: async (_url: URL): Promise<Response> => Response.json(bill),
  }
  const store = createMemoryStore()
  void store.setIfAbsent('born', '0', 1e9)
  const handler = createProxyHandler({
    apiKey: 'k',
    store,
    authorize: () => ({ userId: 'ada' }),
    onEvent: (event) => void events.push(event),
    onSubmitted: (run) => void submitted.push(run),
    onSettled: (run) => void settled.push(run),
    fetch: async (input, init) => {
      const url = new URL(String(input))
      if (init?.method === 'POST') {
        sent.push({ url: url.pathname, headers: new Headers(init.headers), signal: init.signal })
        return platform.answer()
      }
      reads.push(url.pathname)
      return platform.read(url)
    },
    ...options,
  })
  const chat = (body: object, path = `/${ENDPOINT}/chat/completions`, init: RequestInit = {}) =>
    handler(
      new Request('http://app.test/proxy', {
        method: 'POST',
        headers: { 'x-modelrunner-target-url': QUEUE + path },
        body: JSON.stringify({ messages: [], ...body }),
        ...init,
      }),
    )
  return { chat, sent, reads, events, submitted, settled, platform, store }
}

/** An event stream that the test writes. */
function stream(app: ReturnType<typeof open>) {
  let controller!: ReadableStreamDefaultController<Uint8Array>
  let isCancelled = false
  const body = new ReadableStream<Uint8Array>({
    start: (own) => void (controller = own),
    cancel: () => void (isCancelled = true),
  })
  app.platform.answer = async () => new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  return {
    write: (text: string) => controller.enqueue(encode(text)),
    close: () => controller.close(),
    fail: () => controller.error(new Error('ECONNRESET')),
    isCancelled: () => isCancelled,
  }
}

const withId = (clientId: string) => ({ metadata: { mr_client_id: clientId } })

describe('the answer of a chat', () => {
  it('is an event stream that nothing on the way buffers', async () => {
    const app = open()
    const model = stream(app)
    const answer = await app.chat({ stream: true })
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    })
    expect(app.sent[0]?.headers.get('accept')).toBe('text/event-stream')
    model.close()
    await answer.text()
  })

  it('is JSON where no stream is asked for', async () => {
    const app = open()
    const answer = await app.chat({ stream: 'yes' })
    expect(app.sent[0]?.headers.get('accept')).toBe('application/json')
    expect(answer.headers.get('content-type')).toBe('application/json')
    expect(answer.headers.get('x-accel-buffering')).toBeNull()
    expect(await answer.json()).toEqual({ id: 'chatcmpl-r1' })
  })

  it('is passed on as it is where it is an error, and is no run', async () => {
    const app = open()
    app.platform.answer = async () => Response.json({ id: 'chatcmpl-r1', error: 'bad' }, { status: 422 })
    const answer = await app.chat({})
    expect([answer.status, await answer.json()]).toEqual([422, { id: 'chatcmpl-r1', error: 'bad' }])
    expect(app.submitted).toEqual([])
  })

  it('ends with an error where the model pauses for longer than upstreamTimeoutMs', async () => {
    const app = open({ upstreamTimeoutMs: 30_000 })
    const model = stream(app)
    const reader = (await app.chat({ stream: true })).body?.getReader()
    model.write('data: {"id":"chatcmpl-r1"}\n\n')
    await reader?.read()
    const next = reader?.read().catch((error: Error) => error.message)
    await vi.advanceTimersByTimeAsync(29_000)
    model.write('data: {}\n\n')
    expect(await next).toMatchObject({ done: false })
    const last = reader?.read().catch((error: Error) => error.message)
    await vi.advanceTimersByTimeAsync(30_001)
    expect(await last).toMatch('stopped in the middle')
    expect(model.isCancelled()).toBe(true)
  })

  it('is a 504 where the model does not begin within upstreamTimeoutMs', async () => {
    const app = open({ upstreamTimeoutMs: 30_000 })
    app.platform.answer = () => new Promise(() => undefined)
    const answer = app.chat({})
    await vi.waitFor(() => expect(app.sent).toHaveLength(1))
    await vi.advanceTimersByTimeAsync(30_001)
    expect((await answer).status).toBe(504)
  })

  it('ends upstream when its reader goes', async () => {
    const app = open()
    const model = stream(app)
    const answer = await app.chat({ stream: true })
    await answer.body?.cancel()
    expect(model.isCancelled()).toBe(true)
  })
})

describe('the endpoint of a chat', () => {
  it('may stand in the body alone, and is in the event', async () => {
    const app = open()
    expect((await app.chat({ model: 'acme/chat' }, '/v1/chat/completions')).status).toBe(200)
    expect(app.events.at(-1)?.endpoint).toBe('acme/chat')
  })

  it('may be said twice where both say the same', async () => {
    const app = open()
    expect((await app.chat({ model: ENDPOINT })).status).toBe(200)
    const other = await app.chat({ model: 'acme/other' })
    expect(other.status).toBe(400)
    expect(await other.json()).toMatchObject({ error: expect.stringContaining(ENDPOINT) })
    expect(app.sent).toHaveLength(1)
  })

  it.each([undefined, 1, '', 'llama', 'a/b/../c'])('is refused where the body says %j', async (model) => {
    const app = open()
    expect((await app.chat({ model }, '/v1/chat/completions')).status).toBe(400)
    expect(app.sent).toEqual([])
  })

  it('must be one that the options allow', async () => {
    const app = open({ endpoints: ['meta/**'] })
    expect((await app.chat({ model: 'acme/chat' }, '/v1/chat/completions')).status).toBe(403)
    expect((await app.chat({ model: ENDPOINT }, '/v1/chat/completions')).status).toBe(200)
  })
})

describe('a chat with the client id of an earlier one', () => {
  it('is refused with 409, and its event says repeated', async () => {
    const app = open()
    expect((await app.chat(withId('c1'))).status).toBe(200)
    const again = await app.chat(withId('c1'))
    expect(again.status).toBe(409)
    expect(await again.json()).toMatchObject({ error: expect.stringContaining('Nothing was sent again') })
    expect(app.events.map(({ repeated }) => repeated)).toEqual([undefined, true])
    expect(app.sent).toHaveLength(1)
  })

  it('is sent where the id, the endpoint or the user is another, or there is no id', async () => {
    let user = 'ada'
    const app = open({ authorize: () => ({ userId: user }) })
    await app.chat(withId('c1'))
    await app.chat(withId('c2'))
    await app.chat(withId('c1'), '/meta/other/chat/completions')
    user = 'eve'
    await app.chat(withId('c1'))
    await app.chat({})
    await app.chat({})
    expect(app.sent).toHaveLength(6)
  })

  it('is sent where the platform refused the earlier one', async () => {
    const app = open()
    app.platform.answer = async () => Response.json({ error: 'bad' }, { status: 400 })
    await app.chat(withId('c1'))
    await app.chat(withId('c1'))
    expect(app.sent).toHaveLength(2)
  })

  it.each([408, 500])('is refused where the earlier one may have been taken (%i)', async (status) => {
    const app = open()
    app.platform.answer = async () => Response.json({ error: 'slow' }, { status })
    expect((await app.chat(withId('c1'))).status).toBe(status)
    expect((await app.chat(withId('c1'))).status).toBe(409)
    expect(app.sent).toHaveLength(1)
  })

  it('is refused where the earlier one was lost on its way', async () => {
    const app = open()
    app.platform.answer = () => Promise.reject(new TypeError('fetch failed'))
    expect((await app.chat(withId('c1'))).status).toBe(502)
    expect((await app.chat(withId('c1'))).status).toBe(409)
    expect(app.sent).toHaveLength(1)
  })

  describe('while the store is younger than the browser may be', () => {
    /** No process has a memory that reaches back. */
    const young = () => open({ store: createMemoryStore() })
    const item = { id: 'r9', status: 'COMPLETED', modelEndpoint: ENDPOINT }

    it('is refused where the platform has it', async () => {
      const app = young()
      app.platform.read = async (url) => {
        const metadata = JSON.parse(url.searchParams.get('metadata') ?? '{}') as object
        return Response.json({ data: [{ ...item, metadata }] })
      }
      const answer = await app.chat(withId('c1'))
      expect(answer.status).toBe(409)
      expect(app.events.at(-1)?.repeated).toBe(true)
      expect(app.sent).toEqual([])
    })

    it.each([
      ['does not have it', async () => Response.json({ data: [] })],
      ['cannot be asked', async () => Response.json({ error: 'down' }, { status: 503 })],
    ])('is sent where the platform %s', async (_, read) => {
      const app = young()
      app.platform.read = read
      expect((await app.chat(withId('c1'))).status).toBe(200)
      expect(app.sent).toHaveLength(1)
    })
  })
})

describe('the run of a chat', () => {
  it('is known by the id in its first frame, also where that comes in pieces', async () => {
    const app = open()
    const model = stream(app)
    const reader = (await app.chat({ stream: true, ...withId('c1') })).body?.getReader()
    for (const piece of ['data: {"id": "chat', 'cmpl-r', '1"}\n\n']) {
      expect(app.submitted).toEqual([])
      model.write(piece)
      await reader?.read()
    }
    await vi.waitFor(() =>
      expect(app.submitted).toEqual([{ userId: 'ada', endpoint: ENDPOINT, clientId: 'c1', requestId: 'r1' }]),
    )
    model.write('data: {"id":"chatcmpl-r2"}\n\n')
    await reader?.read()
    model.close()
    await reader?.read()
    await vi.advanceTimersByTimeAsync(0)
    expect(app.submitted).toHaveLength(1)
  })

  it('is not looked for behind the first 64 KiB', async () => {
    const app = open()
    const model = stream(app)
    const reader = (await app.chat({ stream: true })).body?.getReader()
    for (const piece of [' '.repeat(64 * 1024), '"id":"chatcmpl-r1"']) {
      model.write(piece)
      await reader?.read()
    }
    model.close()
    await reader?.read()
    await vi.advanceTimersByTimeAsync(20_000)
    expect(app.submitted).toEqual([])
    expect(app.reads).toEqual([])
  })

  it.each([
    ['ended', (model: ReturnType<typeof stream>) => model.close()],
    ['broke off', (model: ReturnType<typeof stream>) => model.fail()],
    ['was left by its reader', (_: unknown, answer: ReadableStreamDefaultReader) => void answer.cancel()],
  ])('is settled once it %s', async (_, end) => {
    const app = open()
    const model = stream(app)
    const reader = (await app.chat({ stream: true })).body?.getReader()
    if (!reader) throw new Error('The answer has no body.')
    model.write('data: {"id":"chatcmpl-r1"}\n\n')
    await reader.read()
    await vi.waitFor(() => expect(app.submitted).toHaveLength(1))
    await vi.advanceTimersByTimeAsync(15_000)
    expect(app.reads).toEqual([])
    end(model, reader)
    await reader.read().catch(() => undefined)
    await vi.advanceTimersByTimeAsync(900)
    expect(app.reads).toEqual([])
    await vi.advanceTimersByTimeAsync(200)
    await vi.waitFor(() =>
      expect(app.settled).toEqual([
        {
          userId: 'ada',
          endpoint: ENDPOINT,
          requestId: 'r1',
          billingStatus: 'charged',
          totalPrice: '0.000123',
        },
      ]),
    )
    await vi.advanceTimersByTimeAsync(60_000)
    expect(app.reads).toEqual(['/requests/r1', '/requests/r1'])
    expect(app.settled).toHaveLength(1)
  })

  it('is settled with the second read where the first finds no bill', async () => {
    const app = open()
    let reads = 0
    app.platform.read = async () => {
      reads += 1
      if (reads === 1) throw new TypeError('fetch failed')
      return Response.json(bill)
    }
    await (await app.chat({})).text()
    await vi.advanceTimersByTimeAsync(5_000)
    expect(app.settled).toEqual([])
    await vi.advanceTimersByTimeAsync(6_000)
    await vi.waitFor(() => expect(app.settled).toHaveLength(1))
  })

  it('is not read where nobody wants to know its bill', async () => {
    const app = open({ onSettled: undefined })
    await (await app.chat({})).text()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(app.reads).toEqual([])
  })
})
