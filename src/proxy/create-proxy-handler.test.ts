// @vitest-environment node
import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listen, type ListeningServer } from '../../test/support/listen.js'
import { toNodeHandler } from './adapters/to-node-handler.js'
import { createProxyHandler } from './create-proxy-handler.js'
import type { ProxyEvent } from './proxy-event.js'
import type { ProxyOptions } from './proxy-options.js'

const KEY = 'mr_live_secret_key_1234'

interface Seen {
  method: string
  url: string
  headers: IncomingMessage['headers']
  body: string
}

let seen: Seen[]
let answer: (incoming: IncomingMessage, outgoing: ServerResponse, body: string) => void
let platform: ListeningServer
let open: ListeningServer[]

beforeEach(async () => {
  seen = []
  open = []
  answer = (_incoming, outgoing) => {
    outgoing.setHeader('content-type', 'application/json')
    outgoing.end('{"ok":true}')
  }
  platform = await listen((incoming, outgoing) => {
    let body = ''
    incoming.on('data', (chunk: Buffer) => (body += chunk.toString()))
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming
      seen.push({ method, url, headers, body })
      answer(incoming, outgoing, body)
    })
  })
  open.push(platform)
})

afterEach(async () => {
  await Promise.all(open.map((server) => server.close()))
})

async function startProxy(options: ProxyOptions = {}) {
  const hosts = {
    queue: `${platform.url}/queue`,
    rest: `${platform.url}/rest`,
    media: `${platform.url}/media`,
  }
  const proxy = await listen(toNodeHandler(createProxyHandler({ apiKey: KEY, hosts, ...options })))
  open.push(proxy)
  return (target: string, init: RequestInit = {}) =>
    fetch(proxy.url, {
      ...init,
      headers: { 'x-modelrunner-target-url': `${platform.url}${target}`, ...init.headers },
    })
}

const submit = (init: RequestInit = {}): RequestInit => ({
  method: 'POST',
  body: '{"prompt":"two friends"}',
  ...init,
})

describe('what reaches the platform', () => {
  it('is the call with the key, the body and only the headers of the convention', async () => {
    const call = await startProxy()
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
    expect(seen).toHaveLength(1)
    const [{ method, url, headers, body }] = seen as [Seen]
    expect({ method, url, body }).toEqual({
      method: 'POST',
      url: '/queue/owner/alias',
      body: '{"prompt":"two friends"}',
    })
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

  it('keeps the query', async () => {
    const call = await startProxy()
    await call('/rest/files?sources=upload&sources=output&q=a%20b')
    expect(seen[0]?.url).toBe('/rest/files?sources=upload&sources=output&q=a%20b')
  })
})

describe('what reaches the browser', () => {
  it('is the true status and the body, without cookies and without the platform’s own policies', async () => {
    answer = (_incoming, outgoing) => {
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
    const call = await startProxy()
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
      const call = await startProxy({ ...options, onEvent })
      const response = await call('/queue/owner/alias', submit())
      expect(response.status).toBeGreaterThanOrEqual(500)
      texts.push(await response.text())
    }
    expect(JSON.stringify([texts, events])).not.toContain('mr_live')
    expect(events).toHaveLength(4)
    expect(seen).toHaveLength(0)
  })
})
