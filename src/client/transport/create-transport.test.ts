import { describe, expect, it } from 'vitest'
import { createClient } from '../create-client.js'
import type { HeadersOption } from '../config.js'
import type { Call } from './transport.js'

function open(answer: () => Response, headers?: HeadersOption) {
  const sent: Request[] = []
  const client = createClient({
    proxyUrl: 'http://app.test/proxy',
    headers,
    retry: { attempts: 1 },
    fetch: (url, init) => {
      sent.push(new Request(url as string, init))
      return Promise.resolve(answer())
    },
  })
  const call = (more: Partial<Call>) =>
    client.transport.call({ host: 'queue', path: '/x', ...more }).catch((error: unknown) => error)
  return { sent, call }
}

const ok = () => Response.json({})

describe('a call through the proxy', () => {
  it.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)(
    'by %s carries a body, also where it has none',
    async (method) => {
      const { sent, call } = open(ok)
      await call({ method })
      expect(await sent[0]?.text()).toBe('{}')
      expect(sent[0]?.headers.get('content-type')).toBe('application/json')
    },
  )

  it('by GET carries none', async () => {
    const { sent, call } = open(ok)
    await call({})
    expect(await sent[0]?.text()).toBe('')
    expect(sent[0]?.headers.get('content-type')).toBeNull()
  })

  it.each([
    ['rejects', () => Promise.reject(new TypeError('Failed to fetch'))],
    [
      'throws',
      () => {
        throw new Error('no session')
      },
    ],
  ])('whose headers function %s is an error of the app’s, and nothing is sent', async (_, headers) => {
    const { sent, call } = open(ok, headers)
    expect(await call({ method: 'POST' })).toMatchObject({
      kind: 'proxy',
      retryable: true,
      maybeSubmitted: false,
      billed: false,
      message: expect.stringMatching(/^The headers option of ModelRunnerProvider failed/) as string,
    })
    expect(sent).toHaveLength(0)
  })

  it('names a limit of the app’s proxy, and when it ends', async () => {
    const resetsAt = '2026-12-01T00:00:00.000Z'
    const body = {
      error: 'Too many runs',
      source: 'proxy',
      details: { code: 'USER_LIMIT', limit: 'spendPerDay', resetsAt },
    }
    const { call } = open(() => Response.json(body, { status: 429, headers: { 'retry-after': '3600' } }))
    expect(await call({})).toMatchObject({
      kind: 'rate-limited',
      retryAfterMs: 3_600_000,
      limit: { name: 'spendPerDay', resetsAt: Date.parse(resetsAt) },
    })
  })

  it.each([
    [429, 'insufficient_quota', 'insufficient-balance'],
    [429, 'rate_limit_exceeded', 'rate-limited'],
    [401, 'invalid_api_key', 'unauthorized'],
    [404, 'model_not_found', 'not-found'],
    [400, 'invalid_request_error', 'validation'],
    [502, 'upstream_error', 'server'],
    // The status is lost behind some proxies.
    [200, 'insufficient_quota', 'insufficient-balance'],
    [200, 'rate_limit_exceeded', 'rate-limited'],
  ])('reads a language model’s error, HTTP %i %s, as %s', async (status, code, kind) => {
    const { call } = open(() =>
      Response.json({ error: { message: 'Why.', type: code, param: null, code } }, { status }),
    )
    expect(await call({ method: 'POST' })).toMatchObject({ kind, message: 'Why.' })
  })
})
