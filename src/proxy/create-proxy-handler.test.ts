// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  answerJson,
  startRecordingPlatform,
  type RecordingPlatform,
} from '../../test/support/recording-platform.js'
import { startProxy, type RunningProxy } from '../../test/support/start-proxy.js'
import { createProxyHandler } from './create-proxy-handler.js'
import type { ProxyEvent, ProxyOptions } from './options.js'
import { BODY_STALL_MS } from './upstream/bodies.js'

const KEY = 'mr_live_secret_key_1234'

let platform: RecordingPlatform
let open: RunningProxy[]

beforeEach(async () => {
  open = []
  platform = await startRecordingPlatform()
})

afterEach(async () => {
  await Promise.all([platform, ...open].map((server) => server.close()))
})

async function start(options: ProxyOptions = {}) {
  const proxy = await startProxy({ apiKey: KEY, hosts: platform.hosts, ...options })
  open.push(proxy)
  return (target: string, init?: RequestInit) => proxy.call(platform.url + target, init)
}

const submit = (init: RequestInit = {}): RequestInit => ({
  method: 'POST',
  body: '{"prompt":"two friends"}',
  ...init,
})

describe('what reaches the platform', () => {
  it('is the call with the key, the body and only the headers of the convention', async () => {
    const call = await start()
    const response = await call(
      '/queue/owner/alias',
      submit({
        headers: {
          authorization: 'Bearer of-the-browser',
          cookie: 'session=1',
          'x-modelrunner-store-io': '0',
          'x-forwarded-for': '1.2.3.4',
          'content-type': 'text/plain',
          accept: 'text/html',
        },
      }),
    )
    expect(response.status).toBe(200)
    expect(platform.calls).toMatchObject([
      { method: 'POST', url: '/queue/owner/alias', body: '{"prompt":"two friends"}' },
    ])
    const headers = platform.calls[0]?.headers
    expect(headers).toMatchObject({
      authorization: `Key ${KEY}`,
      'content-type': 'application/json',
      accept: 'application/json',
      'x-modelrunner-store-io': '0',
    })
    for (const name of ['cookie', 'x-forwarded-for', 'x-modelrunner-target-url']) {
      expect(headers).not.toHaveProperty(name)
    }
  })

  it('leaves out what the Connection header names: it is meant for one hop', async () => {
    const handler = createProxyHandler({ apiKey: KEY, hosts: platform.hosts })
    const headers = new Headers({
      'x-modelrunner-target-url': `${platform.hosts.queue}/owner/alias`,
      'x-modelrunner-hint': 'a',
      'x-modelrunner-store-io': '0',
      connection: 'keep-alive, X-ModelRunner-Hint',
    })
    await handler(new Request('http://app.test/proxy', { ...submit(), headers }))
    expect(platform.calls[0]?.headers).toHaveProperty('x-modelrunner-store-io')
    expect(platform.calls[0]?.headers).not.toHaveProperty('x-modelrunner-hint')
  })

  it('keeps the query', async () => {
    const call = await start()
    await call('/rest/files?sources=upload&sources=output&q=a%20b')
    expect(platform.calls[0]?.url).toBe('/rest/files?sources=upload&sources=output&q=a%20b')
  })
})

describe('what reaches the browser', () => {
  it('is the true status and the body, without cookies and without the platform’s own policies', async () => {
    platform.answer = (_incoming, outgoing) => {
      outgoing.writeHead(402, {
        'content-type': 'application/json',
        'set-cookie': 'a=b',
        'retry-after': '2',
        'x-modelrunner-request-id': 'corr-1',
        'www-authenticate': 'Basic',
        'access-control-allow-origin': '*',
      })
      outgoing.end('{"error":"Insufficient balance"}')
    }
    const call = await start()
    const response = await call('/queue/owner/alias', submit())
    expect(response.status).toBe(402)
    expect(await response.json()).toEqual({ error: 'Insufficient balance' })
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'retry-after': '2',
      'x-modelrunner-request-id': 'corr-1',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    })
    for (const name of ['set-cookie', 'www-authenticate', 'access-control-allow-origin']) {
      expect(response.headers.has(name)).toBe(false)
    }
  })

  it('never holds the key, whatever fails', async () => {
    const events: ProxyEvent[] = []
    const onEvent = (event: ProxyEvent) => events.push(event)
    const throwing = () => Promise.reject(new Error(`cannot sign ${KEY}`))
    const texts: string[] = []
    for (const options of [
      { fetch: throwing },
      { apiKey: throwing },
      { apiKey: `${KEY}\nx: y` },
      { authorize: throwing },
    ] satisfies ProxyOptions[]) {
      const call = await start({ ...options, onEvent, onError: () => undefined })
      const response = await call('/queue/owner/alias', submit())
      expect(response.status).toBeGreaterThanOrEqual(500)
      texts.push(await response.text())
    }
    expect(JSON.stringify([texts, events])).not.toContain('mr_live')
    expect(events).toHaveLength(4)
    expect(platform.calls).toHaveLength(0)
  })

  it('never holds the key, even where the platform’s edge shows what it was sent', async () => {
    platform.answer = (incoming, outgoing, { method }) => {
      outgoing.writeHead(method === 'GET' ? 200 : 502, { 'content-type': 'text/html' })
      const [start = '', end = ''] = `<pre>${incoming.headers.authorization}</pre>`.split('secret')
      outgoing.write(start)
      setTimeout(() => outgoing.end(`secret${end}`), 20)
    }
    const call = await start({ authorize: () => ({ userId: 'ada' }) })
    for (const [target, init] of [
      ['/rest/models', {}],
      ['/queue/owner/alias', submit()],
      ['/queue/requests/stream', {}],
    ] as const) {
      const text = await (await call(target, init)).text()
      expect(text).not.toContain('secret_key_1234')
    }
    expect(await (await call('/rest/models')).text()).toBe(`<pre>Key ${'*'.repeat(KEY.length)}</pre>`)
  })
})

describe('the platform', () => {
  it('that is down is a 502', async () => {
    const call = await start()
    await platform.close()
    const response = await call('/rest/models')
    expect(response.status).toBe(502)
    expect(await response.json()).toMatchObject({
      source: 'proxy',
      error: expect.stringContaining('ECONNREFUSED'),
    })
  })

  it('that does not answer in time is a 504', async () => {
    platform.answer = () => undefined
    const call = await start({ upstreamTimeoutMs: 30 })
    expect((await call('/rest/models')).status).toBe(504)
    expect((await call('/queue/owner/alias', submit())).status).toBe(504)
  })

  it('that stops in the middle of an answer leaves a broken answer, not a short one', async () => {
    platform.answer = (_, outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'application/json' })
      outgoing.write('{"half":')
    }
    const call = await start({ upstreamTimeoutMs: 30 })
    const response = await call('/rest/models')
    await expect(response.text()).rejects.toThrow()
  })

  it.each([301, 302, 307, 308])('that redirects with %i is not followed', async (status) => {
    platform.answer = (_, outgoing, { url }) => {
      if (url.endsWith('/elsewhere')) return answerJson(outgoing, { stolen: true })
      outgoing.writeHead(status, { location: `${platform.url}/queue/elsewhere` })
      outgoing.end()
    }
    const call = await start()
    expect((await call('/rest/models')).status).toBe(502)
    expect((await call('/queue/owner/alias', submit())).status).toBe(502)
    expect(platform.calls.map(({ url }) => url)).toEqual(['/rest/models', '/queue/owner/alias'])
  })

  it('learns at once that the browser has left', async () => {
    const left = vi.fn()
    const arrived = new Promise<void>((resolve) => {
      platform.answer = (incoming) => {
        incoming.socket.once('close', left)
        resolve()
      }
    })
    const call = await start()
    const controller = new AbortController()
    const leaving = call('/rest/models', { signal: controller.signal })
    await arrived
    controller.abort()
    await expect(leaving).rejects.toThrow()
    await vi.waitFor(() => expect(left).toHaveBeenCalled(), { timeout: 1000 })
  })
})

describe('a body', () => {
  it('over the limit is a 413 and reaches nobody, whatever its length is said to be', async () => {
    const call = await start({ maxBodyBytes: 1000 })
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(400)),
    })
    const streamed = { method: 'POST', body: endless, duplex: 'half' } as RequestInit // missing in the DOM types
    expect((await call('/queue/owner/alias', submit({ body: 'x'.repeat(1001) }))).status).toBe(413)
    expect((await call('/queue/owner/alias', streamed)).status).toBe(413)
    expect((await call('/queue/owner/alias', submit({ body: 'x'.repeat(1000) }))).status).toBe(200)
    expect(platform.calls).toHaveLength(1)
  })

  it('that pauses for too long is a 408, and reaches nobody', async () => {
    vi.useFakeTimers()
    const handler = createProxyHandler({ apiKey: KEY, hosts: platform.hosts })
    const stuck = new ReadableStream<Uint8Array>({ start: (c) => c.enqueue(new TextEncoder().encode('{')) })
    const request = new Request('http://app.test/proxy', {
      ...submit({ body: stuck }),
      headers: { 'x-modelrunner-target-url': `${platform.hosts.queue}/owner/alias` },
      duplex: 'half',
    } as RequestInit) // missing in the DOM types
    const answer = handler(request)
    await vi.advanceTimersByTimeAsync(BODY_STALL_MS + 1)
    expect((await answer).status).toBe(408)
    expect(platform.calls).toHaveLength(0)
    vi.useRealTimers()
  })

  it('that authorize consumed causes an error that explains it, and a copy that it read does not', async () => {
    const reading = await start({ authorize: async (request) => Boolean(await request.text()) })
    const response = await reading('/queue/owner/alias', submit())
    expect(response.status).toBe(500)
    expect(await response.json()).toMatchObject({ error: expect.stringContaining('request.clone()') })
    expect(platform.calls).toHaveLength(0)
    const copying = await start({ authorize: async (request) => Boolean(await request.clone().text()) })
    expect((await copying('/queue/owner/alias', submit())).status).toBe(200)
    expect(platform.calls[0]?.body).toBe('{"prompt":"two friends"}')
  })

  it('that is compressed is refused: it would arrive as something else', async () => {
    const call = await start()
    const response = await call('/queue/owner/alias', submit({ headers: { 'content-encoding': 'gzip' } }))
    expect(response.status).toBe(415)
    expect(platform.calls).toHaveLength(0)
  })
})

describe('authorize', () => {
  it.each([
    [false, 403],
    [undefined, 403],
    [null, 403],
    ['yes', 403],
    [1, 403],
    [{}, 403],
    [{ userId: '' }, 500],
    [{ userId: 7 }, 500],
    [new Response('log in', { status: 418 }), 418],
  ])('saying %j answers %i, and nothing is called', async (said, status) => {
    const call = await start({ authorize: () => said as boolean }) // what untyped code may give
    expect((await call('/rest/models')).status).toBe(status)
    expect(platform.calls).toHaveLength(0)
  })

  it('is notified of refusals through onEvent, and a throwing onEvent is harmless', async () => {
    const events: ProxyEvent[] = []
    const call = await start({
      authorize: () => ({ userId: 'ada' }),
      onEvent: (event) => {
        events.push(event)
        throw new Error('log is full')
      },
      onError: () => undefined,
    })
    expect((await call('/rest/models?search=secret')).status).toBe(200)
    expect((await call('/rest/keys')).status).toBe(403)
    expect(events).toEqual([
      { method: 'GET', status: 200, ms: expect.any(Number), route: 'GET rest /models', userId: 'ada' },
      { method: 'GET', status: 403, ms: expect.any(Number), refused: expect.stringContaining('/keys') },
    ])
    expect(JSON.stringify(events)).not.toContain('secret')
  })
})

describe('the key', () => {
  it('that is missing is a 401 which says what to do', async () => {
    vi.stubEnv('MODELRUNNER_KEY', '')
    const call = await start({ apiKey: () => undefined })
    const response = await call('/rest/models')
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({
      source: 'proxy',
      error: expect.stringContaining('MODELRUNNER_KEY'),
    })
    vi.unstubAllEnvs()
  })

  it('comes from the environment where none is given', async () => {
    vi.stubEnv('MODELRUNNER_KEY', 'from-the-environment')
    const proxy = await startProxy({ apiKey: undefined as never, hosts: platform.hosts }) // as if left out
    open.push(proxy)
    await proxy.call(`${platform.url}/rest/models`)
    expect(platform.calls[0]?.headers.authorization).toBe('Key from-the-environment')
    vi.unstubAllEnvs()
  })
})

describe('options that cannot be meant so', () => {
  it.each([
    { isolateUsers: true },
    { userSecret: 'short' },
    { maxBodyBytes: -1 },
    { upstreamTimeoutMs: Number.NaN },
    { allowedOrigins: ['*'] },
    { allowedOrigins: ['app.example.com'] },
    { allowedOrigins: ['https://app.example.com/path'] },
    { endpoints: ['a b'] },
    { allow: [{ method: 'GET', host: 'rest', path: '/a?b' }] },
  ] satisfies ProxyOptions[])('%j throws when the handler is made', async (options) => {
    await expect(start(options)).rejects.toThrow(TypeError)
  })
})
