// @vitest-environment node
import { describe, expect, it, vi } from 'vitest'
import { createProxyHandler } from '../../src/proxy/create-proxy-handler.js'
import type { ProxyOptions, SettledRun, SubmittedRun } from '../../src/proxy/options.js'

const QUEUE = 'https://queue.modelrunner.run'
const CHAT = '/meta/llama/chat/completions'
const encode = (text: string) => new TextEncoder().encode(text)
const frame = (value: unknown) => encode(`data: ${JSON.stringify(value)}\n\n`)

/** A language model whose frames are sent by hand. */
function modelWith(options: ProxyOptions = {}) {
  const calls: { url: string; body: string; headers: Headers; signal: AbortSignal | null | undefined }[] = []
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  const handler = createProxyHandler({
    apiKey: 'mr_test_key_0123456789',
    authorize: (request) => ({ userId: request.headers.get('x-user') ?? 'ada' }),
    fetch: async (input, init) => {
      const body = init?.body ? await new Response(init.body).text() : ''
      calls.push({ url: String(input), body, headers: new Headers(init?.headers), signal: init?.signal })
      if (init?.method !== 'POST')
        return Response.json({
          id: 'r1',
          status: 'COMPLETED',
          billingStatus: 'charged',
          totalPrice: '0.000123',
        })
      return new Response(new ReadableStream<Uint8Array>({ start: (own) => void (controller = own) }), {
        headers: { 'content-type': 'text/event-stream' },
      })
    },
    ...options,
  })
  const call = (path: string, body: unknown, init: RequestInit = {}) =>
    handler(
      new Request('http://app.test/proxy', {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        ...init,
        headers: { 'x-modelrunner-target-url': QUEUE + path },
      }),
    )
  return { calls, call, handler, model: () => controller }
}

const messages = [{ role: 'user', content: 'Hello' }]

describe('a chat', () => {
  it('is streamed frame by frame, with the owner tag in its metadata and its own endpoint checked', async () => {
    const { call, calls, model } = modelWith({ endpoints: ['meta/**'] })
    const response = await call(CHAT, { messages, stream: true, seed: 1, metadata: { topic: 'a' } })
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    const reader = response.body?.getReader()
    for (const text of ['Hel', 'lo']) {
      model()?.enqueue(frame({ id: 'chatcmpl-r1', choices: [{ delta: { content: text } }] }))
      const read = await reader?.read()
      expect(new TextDecoder().decode(read?.value)).toContain(text)
    }
    expect(JSON.parse(calls[0]?.body ?? '')).toMatchObject({
      metadata: { topic: 'a', mr_user: expect.any(String) },
    })
    expect((await call('/other/llama/chat/completions', { messages })).status).toBe(403)
    expect((await call('/v1/chat/completions', { messages, model: 'other/llama' })).status).toBe(403)
    expect((await call('/v1/chat/completions', { messages })).status).toBe(400)
    expect((await call(CHAT, { messages, model: 'other/llama' })).status).toBe(400)
    expect(calls).toHaveLength(1)
    await reader?.cancel()
  })

  it('that the browser leaves is ended upstream within a second', async () => {
    const { call, calls, model } = modelWith()
    const browser = new AbortController()
    const response = await call(CHAT, { messages, stream: true }, { signal: browser.signal })
    model()?.enqueue(frame({ id: 'chatcmpl-r1', choices: [] }))
    const reader = response.body?.getReader()
    await reader?.read()
    const startedAt = performance.now()
    browser.abort()
    await vi.waitFor(() => expect(calls[0]?.signal?.aborted).toBe(true), { timeout: 1_000, interval: 10 })
    expect(performance.now() - startedAt).toBeLessThan(1_000)
  })

  it('belongs to who made it, and counts against limits with what it cost', async () => {
    const submitted: SubmittedRun[] = []
    const settled: SettledRun[] = []
    const { call, model } = modelWith({
      limits: { concurrentRuns: 1 },
      onSubmitted: (run) => submitted.push(run),
      onSettled: (run) => settled.push(run),
    })
    const response = await call(CHAT, { messages, stream: true })
    const reader = response.body?.getReader()
    model()?.enqueue(frame({ id: 'chatcmpl-r1', choices: [] }))
    await reader?.read()
    await vi.waitFor(() =>
      expect(submitted).toEqual([{ userId: 'ada', endpoint: 'meta/llama', requestId: 'r1' }]),
    )
    const second = await call(CHAT, { messages, stream: true })
    expect(await second.json()).toMatchObject({ details: { code: 'USER_LIMIT', limit: 'concurrentRuns' } })
    model()?.close()
    await reader?.read()
    await vi.waitFor(
      () =>
        expect(settled).toEqual([
          {
            userId: 'ada',
            endpoint: 'meta/llama',
            requestId: 'r1',
            billingStatus: 'charged',
            totalPrice: '0.000123',
          },
        ]),
      { timeout: 15_000 },
    )
  })

  it.each([
    '/meta/llama/v1/messages',
    '/v1/messages',
    '/v1/responses',
    '/meta/llama/v1/embeddings',
    '/v1/completions',
  ])('by another protocol (%s) is refused without a call', async (path) => {
    const { call, calls } = modelWith()
    expect((await call(path, { messages })).status).toBe(403)
    expect(calls).toEqual([])
  })
})

describe('a submit', () => {
  it('keeps the bytes of its numbers where it is tagged', async () => {
    const { call, calls, model } = modelWith()
    void call('/owner/alias', '{"seed": 9007199254740993, "metadata": {"a":"b"}, "scale": 1.50}').catch(
      () => undefined,
    )
    await vi.waitFor(() => expect(calls).toHaveLength(1))
    expect(calls[0]?.body).toContain('"seed": 9007199254740993')
    expect(calls[0]?.body).toContain('"scale": 1.50')
    model()?.close()
  })

  it.each([
    ['nested too deeply', 400, `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
    ['with a webhook', 403, '{"webhook":"https://evil.example"}'],
    ['with an escaped webhook', 403, '{"web\\u0068ook":"https://evil.example"}'],
    ['with a webhook behind a harmless one', 403, '{"webhook":"https://evil.example","webhook":null}'],
    ['made public', 403, '{"public":true}'],
  ])('%s is refused with %i without a call', async (_, status, body) => {
    const { call, calls } = modelWith()
    expect((await call('/owner/alias', body)).status).toBe(status)
    expect((await call(CHAT, body)).status).toBe(status)
    expect(calls).toEqual([])
  })
})
