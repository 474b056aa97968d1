// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { DEFAULT_HOSTS } from '../../protocol/hosts.js'
import { createProxyHandler } from '../create-proxy-handler.js'
import type { ProxyOptions } from '../options.js'

const QUEUE = 'https://queue.modelrunner.run'
const REST = 'https://api.modelrunner.run'

/** The handler with a platform that writes down what it is called with. */
function proxyWith(options: ProxyOptions = {}) {
  const called: string[] = []
  const handler = createProxyHandler({
    apiKey: 'mr_test_key_0123456789',
    fetch: async (input) => {
      called.push(String(input))
      return Response.json({ ok: true })
    },
    ...options,
  })
  const call = async (target: string, method = 'GET') =>
    handler(
      new Request('http://app.test/api/modelrunner/proxy', {
        method,
        headers: { 'x-modelrunner-target-url': target },
        body: method === 'POST' ? '{}' : null,
      }),
    )
  return { call, called }
}

const HOSTILE = [
  'https://queue.modelrunner.run.evil.com/requests',
  'https://evilqueue.modelrunner.run/requests',
  'https://modelrunner.run.evil.com/requests',
  'https://evil.com/queue.modelrunner.run/requests',
  'https://evil.com?https://queue.modelrunner.run/requests',
  'https://queue.modelrunner.run@evil.com/requests',
  'https://queue.modelrunner.run:secret@evil.com/requests',
  'https://user@queue.modelrunner.run/requests',
  'https://user:password@queue.modelrunner.run/requests',
  'https://@queue.modelrunner.run/requests',
  'https://queue.modelrunner.run:8443/requests',
  'https://queue.modelrunner.run:80/requests',
  'https://queue.modelrunner.run:/requests',
  'https://queue.modelrunner.run:99999/requests',
  'http://queue.modelrunner.run/requests',
  'http://127.0.0.1/requests',
  'http://169.254.169.254/latest/meta-data',
  'http://localhost/requests',
  'http://[::1]/requests',
  'ftp://queue.modelrunner.run/requests',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,hi',
  '//queue.modelrunner.run/requests',
  '/requests',
  'queue.modelrunner.run/requests',
  'https:queue.modelrunner.run/requests',
  'https:/queue.modelrunner.run/requests',
  'https:///queue.modelrunner.run/requests',
  'https:\\\\queue.modelrunner.run\\requests',
  'https://queue.modelrunner.run\\@evil.com/requests',
  'https://evil.com\\@queue.modelrunner.run/requests',
  'https://QUEUE.modelrunner.run/requests',
  'https://queue.modelrunner.run./requests',
  'https://queue%2emodelrunner.run/requests',
  'https://queue.modelrunner.run%2eevil.com/requests',
  'https://queue.modelrunner.run%00.evil.com/requests',
  'https://queue.modelrunner.run/requests#',
  'https://queue.modelrunner.run/requests#@evil.com',
  'https://queue.modelrunner.run#@evil.com/requests',
  'https://queue.modelrunner.run/requests/../requests',
  'https://queue.modelrunner.run/./requests',
  'https://queue.modelrunner.run/requests/..',
  'https://queue.modelrunner.run/%2e%2e/requests',
  'https://queue.modelrunner.run/requests%2f1',
  'https://queue.modelrunner.run/requests%5c1',
  'https://queue.modelrunner.run/requests/%00',
  'https://queue.modelrunner.run/requests;x=1',
  'https://queue.modelrunner.run//requests',
  'https://queue.modelrunner.run/requests//1',
  'https://queue.modelrunner.run/requests/',
  'https://queue.modelrunner.run/re quests',
  'https://queue.modelrunner.run/re\tquests',
  'https://queue.modelrunner.run/requests?a=\\',
  'https://queue.modelrunner.run/requests, https://evil.com/',
  'https://queue.modelrunner.run',
  'https://queue.modelrunner.run/',
  'https://media.modelrunner.ai/file.png',
  `https://queue.modelrunner.run/requests?q=${'x'.repeat(20_000)}`,
  '',
  ' ',
]

describe('a hostile target', () => {
  it.each(HOSTILE)('%s is refused, and nothing is called', async (target) => {
    const { call, called } = proxyWith()
    const response = await call(target)
    expect(response.status).toBeGreaterThanOrEqual(400)
    expect(response.status).toBeLessThan(500)
    const body = (await response.json()) as Record<string, unknown>
    expect(body).toMatchObject({ source: 'proxy', statusCode: response.status })
    expect(body['error']).toBeTruthy()
    expect(called).toEqual([])
  })

  it.each(['\r\nx-evil: 1', '\n', '\0', '\u0130', '\u2024'])(
    'with %j in it does not even become a header, or is refused',
    async (text) => {
      const { call, called } = proxyWith()
      const response = await call(`https://queue.modelrunner.run${text}/requests`).catch(() => undefined)
      expect(response?.status ?? 400).toBe(400)
      expect(called).toEqual([])
    },
  )

  it('with look-alike letters is refused', async () => {
    const { call, called } = proxyWith()
    // A header holds bytes: what a browser could send at most is Latin-1 or punycode.
    for (const host of ['quéue.modelrunner.run', 'xn--queue-9nf.modelrunner.run']) {
      expect((await call(`https://${host}/requests`)).status).toBeGreaterThanOrEqual(400)
    }
    expect(called).toEqual([])
  })
})

describe('routes and methods', () => {
  it.each([
    ['DELETE', `${QUEUE}/requests/1`],
    ['POST', `${QUEUE}/requests`],
    ['POST', `${QUEUE}/requests/1`],
    ['POST', `${QUEUE}/owner`],
    ['POST', `${QUEUE}/owner/alias/requests/1/cancel`],
    ['GET', `${QUEUE}/requests/stream/status`],
    ['DELETE', `${QUEUE}/requests/stream/payloads`],
    ['GET', `${QUEUE}/files`],
    ['GET', `${REST}/requests`],
    ['GET', `${REST}/keys`],
    ['GET', `${REST}/billing/usage-summary`],
    ['POST', `${REST}/billing/balance`],
    ['PUT', `${REST}/files/1`],
  ])('%s %s is not allowed, and nothing is called', async (method, target) => {
    const { call, called } = proxyWith()
    expect((await call(target, method)).status).toBe(403)
    expect(called).toEqual([])
  })

  it.each(['HEAD', 'OPTIONS'])('%s is no method of it', async (method) => {
    const { call, called } = proxyWith()
    const response = await call(`${QUEUE}/requests`, method)
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toContain('PATCH')
    expect(called).toEqual([])
  })

  it('what an app allows goes through, nothing else', async () => {
    const { call, called } = proxyWith({
      allow: [{ method: 'GET', host: 'rest', path: '/billing/usage-summary' }],
    })
    expect((await call(`${REST}/billing/usage-summary?days=7`)).status).toBe(200)
    expect((await call(`${QUEUE}/requests`)).status).toBe(403)
    expect(called).toEqual([`${REST}/billing/usage-summary?days=7`])
  })

  it('an endpoint outside the list is refused with 403', async () => {
    const { call, called } = proxyWith({ endpoints: ['bytedance/*', 'acme/**'] })
    for (const endpoint of ['bytedance/sdxl-lightning-4step', 'acme/a/b']) {
      expect((await call(`${QUEUE}/${endpoint}`, 'POST')).status).toBe(200)
    }
    for (const endpoint of ['bytedance/seedance/text-to-video', 'other/model', 'acmeX/a', 'xbytedance/a']) {
      expect((await call(`${QUEUE}/${endpoint}`, 'POST')).status).toBe(403)
    }
    expect((await call(`${QUEUE}/other/model/requests/1/status`)).status).toBe(403)
    expect(called).toHaveLength(2)
  })
})

describe('hosts', () => {
  it('may carry a path, and stop at it', async () => {
    const queue = 'http://127.0.0.1:4000/queue'
    const { call, called } = proxyWith({ hosts: { ...DEFAULT_HOSTS, queue } })
    expect((await call(`${queue}/requests`)).status).toBe(200)
    expect((await call('http://127.0.0.1:4000/queuex/requests')).status).toBe(412)
    expect((await call('http://127.0.0.1:4000/requests')).status).toBe(412)
    expect((await call(`${queue}/../requests`)).status).toBe(400)
    expect(called).toEqual([`${queue}/requests`])
  })

  it('of the platform name the configured ones, so that a page needs no hosts of its own', async () => {
    const base = 'https://gateway.example.com/mr'
    const { call, called } = proxyWith({ hosts: { queue: base, rest: `${base}/rest` } })
    await call(`${QUEUE}/requests?page=2`)
    await call(`${REST}/files`)
    expect((await call('https://modelrunner.run/files')).status).toBe(412)
    expect((await call(`${QUEUE}/files`)).status).toBe(403)
    expect(called).toEqual([`${base}/requests?page=2`, `${base}/rest/files`])
  })

  it('that share one base URL leave a path to its most specific route', async () => {
    const base = 'https://gateway.example.com/mr'
    const hosts = { queue: base, rest: base }
    const rules = { method: 'POST', host: 'queue', path: '/{endpoint}' } as const
    const { call, called } = proxyWith({ hosts, allow: [rules] })
    for (const path of [
      '/files/f1/favorite',
      '/files/f1/tags',
      '/storage/upload/initiate',
      '/a/b/v1/messages',
    ])
      expect((await call(base + path, 'POST')).status).toBe(403)
    expect(called).toEqual([])
    expect((await call(`${base}/owner/alias`, 'POST')).status).toBe(200)
  })

  it('may share one base URL', async () => {
    const base = 'https://gateway.example.com/mr'
    const { call, called } = proxyWith({ hosts: { queue: base, rest: base } })
    expect((await call(`${base}/requests`)).status).toBe(200)
    expect((await call(`${base}/files`)).status).toBe(200)
    expect(called).toHaveLength(2)
  })

  it('on loopback may be IPv6', async () => {
    const { call } = proxyWith({ hosts: { queue: 'http://[::1]:4000/queue' } })
    expect((await call('http://[::1]:4000/queue/requests')).status).toBe(200)
  })

  it.each([
    'http://queue.example.com',
    'https://user@queue.example.com',
    'https://queue.example.com?x',
    'ftp://localhost',
    'queue.example.com',
    'http://127.0.0.1.evil.com',
    'http://localhost.evil.com',
  ])('%s is refused when the handler is made', (queue) => {
    expect(() => createProxyHandler({ hosts: { queue } })).toThrow(/hosts\.queue/)
  })
})
