// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { createProxyHandler } from '../create-proxy-handler.js'

const TARGET = 'https://queue.modelrunner.run/owner/alias'

function handlerWith(allowedOrigins?: string[]) {
  let calls = 0
  const handler = createProxyHandler({
    apiKey: 'mr_test_key_0123456789',
    ...(allowedOrigins ? { allowedOrigins } : {}),
    fetch: async () => {
      calls += 1
      return Response.json({ ok: true }, { headers: { 'x-modelrunner-request-id': 'r1' } })
    },
  })
  return {
    calls: () => calls,
    send: (method: string, headers: Record<string, string>) =>
      handler(
        new Request('http://app.test/api/modelrunner/proxy', {
          method,
          headers: {
            host: 'app.test',
            'x-modelrunner-target-url': method === 'GET' ? `${TARGET}/requests/1` : TARGET,
            ...headers,
          },
          body: method === 'POST' ? '{}' : null,
        }),
      ),
  }
}

describe('without allowedOrigins', () => {
  it.each([
    [{ 'sec-fetch-site': 'same-origin', origin: 'https://app.test' }, 200],
    [{ 'sec-fetch-site': 'none' }, 200],
    [{ 'sec-fetch-site': 'same-origin', origin: 'http://localhost:5173' }, 200],
    [{ 'sec-fetch-site': 'cross-site', origin: 'https://evil.com' }, 403],
    [{ 'sec-fetch-site': 'same-site', origin: 'https://blog.app.test' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ origin: 'http://app.test' }, 200],
    [{ origin: 'https://public.test', 'x-forwarded-host': 'public.test' }, 200],
    [{ origin: 'https://evil.com' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: 'http://app.test.evil.com' }, 403],
    [{}, 200],
  ])('a POST with %j is answered %i', async (headers, status) => {
    const { send, calls } = handlerWith()
    expect((await send('POST', headers as Record<string, string>)).status).toBe(status)
    expect(calls()).toBe(status === 200 ? 1 : 0)
  })

  it('a foreign page cannot read what a GET answers', async () => {
    const response = await handlerWith().send('GET', {
      'sec-fetch-site': 'cross-site',
      origin: 'https://evil.com',
    })
    expect(response.headers.has('access-control-allow-origin')).toBe(false)
  })

  it('a preflight is not answered', async () => {
    const response = await handlerWith().send('OPTIONS', { origin: 'https://evil.com' })
    expect(response.status).toBe(405)
    expect(response.headers.has('access-control-allow-origin')).toBe(false)
  })
})

describe('with allowedOrigins', () => {
  const allowed = ['https://app.example.com', 'http://localhost:5173']

  it('a page of the list may call and read, request id included', async () => {
    const { send } = handlerWith(allowed)
    const response = await send('POST', { origin: 'http://localhost:5173', 'sec-fetch-site': 'cross-site' })
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': 'http://localhost:5173',
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': expect.stringContaining('x-modelrunner-request-id'),
      vary: 'origin',
    })
  })

  it('it can read refusals as well', async () => {
    const { send } = handlerWith(allowed)
    const response = await send('POST', {
      origin: 'https://app.example.com',
      'x-modelrunner-target-url': 'https://evil.com/',
    })
    expect(response.status).toBe(412)
    expect(response.headers.get('access-control-allow-origin')).toBe('https://app.example.com')
  })

  it.each(['https://evil.com', 'https://app.example.com.evil.com', 'http://app.example.com', 'null'])(
    '%s may neither call nor read',
    async (origin) => {
      const { send, calls } = handlerWith(allowed)
      for (const method of ['POST', 'GET', 'OPTIONS']) {
        const response = await send(method, { origin })
        expect(response.status).toBe(403)
        expect(response.headers.has('access-control-allow-origin')).toBe(false)
      }
      expect(calls()).toBe(0)
    },
  )

  it('a preflight names methods and the headers that were asked for', async () => {
    const { send } = handlerWith(allowed)
    const response = await send('OPTIONS', {
      origin: 'https://app.example.com',
      'access-control-request-method': 'DELETE',
      'access-control-request-headers': 'x-modelrunner-target-url, x-csrf',
    })
    expect(response.status).toBe(204)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'access-control-allow-origin': 'https://app.example.com',
      'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
      'access-control-allow-headers': 'x-modelrunner-target-url, x-csrf',
    })
  })
})
