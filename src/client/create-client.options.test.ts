// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ModelRunnerError } from './errors/model-runner-error.js'
import type { ClientOptions } from './config.js'

/** Warnings come once per load of the package: each test loads it anew. */
async function make(options: object) {
  vi.resetModules()
  const { createClient } = await import('./create-client.js')
  // Callers without types give anything.
  return () => createClient(options as ClientOptions)
}
const fine: ClientOptions = { proxyUrl: '/api/modelrunner/proxy', storage: null }

const warn = vi.spyOn(console, 'warn')
beforeEach(() => void warn.mockReset().mockImplementation(() => {}))
afterEach(() => vi.unstubAllEnvs())

describe('options that cannot work', () => {
  it.each([
    ['no proxyUrl', { proxyUrl: undefined }, /proxyUrl is missing.*page itself.*proxyUrl="\/api/],
    ['an empty proxyUrl', { proxyUrl: ' ' }, /proxyUrl is " ".*See docs\/getting-started\.md/],
    ['an unknown mode', { live: 'sse' }, /live is "sse".*"auto", "stream", "poll", "off"/],
    [
      'a host without a scheme',
      { hosts: { queue: 'localhost:4000' } },
      /hosts\.queue is "localhost:4000".*scheme/,
    ],
    ['no tries', { retry: { attempts: 0 } }, /retry\.attempts is 0.*1 or more/],
    ['a wait that is no number', { retry: { baseMs: '1s' } }, /retry\.baseMs is "1s".*milliseconds/],
    ['an option that there is not', { proxyURL: '/p' }, /proxyURL is no option.*There are proxyUrl, headers/],
  ])('%s: what, why and how, once', async (_, options, text) => {
    const create = await make({ ...fine, ...options })
    create()
    create()
    expect(warn.mock.calls).toEqual([[expect.stringMatching(text)]])
  })

  it('says nothing about good ones, and nothing in production', async () => {
    const good = await make({
      ...fine,
      live: 'poll',
      retry: { attempts: 1 },
      hosts: { queue: 'http://127.0.0.1:4000/q' },
    })
    good()
    vi.stubEnv('NODE_ENV', 'production')
    const bad = await make({ proxyUrl: '', live: 'sse' })
    bad()
    expect(warn).not.toHaveBeenCalled()
  })

  it('says that an authorization header is not sent, and why', async () => {
    const fetch = vi.fn<typeof globalThis.fetch>().mockImplementation(async () => Response.json({ ok: true }))
    const create = await make({ ...fine, fetch, headers: { Authorization: 'Bearer mine', 'x-csrf': '1' } })
    const { transport } = create()
    await transport.call({ host: 'rest', path: '/models' })
    await transport.call({ host: 'rest', path: '/models' })
    const sent = fetch.mock.calls.map(([, init]) => [...new Headers(init?.headers).keys()])
    expect(sent[0]).toContain('x-csrf')
    expect(sent.flat()).not.toContain('authorization')
    expect(warn.mock.calls).toEqual([
      [expect.stringMatching(/authorization.*not sent.*instead of your key.*x-/)],
    ])
  })
})

describe('calls that cannot work', () => {
  it.each([
    [
      'a wrong endpoint id',
      'sdxl',
      {},
      /"sdxl" is no endpoint id.*owner\/alias.*docs\/errors\/validation\.md/,
    ],
    [
      'too many keys of metadata',
      'a/b',
      { metadata: Object.fromEntries(Array.from({ length: 16 }, (_, index) => [`k${index}`, ''])) },
      /17 keys; 16 are allowed, one of them taken.*docs\/errors\/validation\.md/,
    ],
    ['metadata that is no string', 'a/b', { metadata: { plan: 7 } }, /metadata\.plan.*strings.*docs\/errors/],
    [
      'a webhook without TLS',
      'a/b',
      { webhook: 'http://app.example' },
      /webhook must be an https URL.*docs\/errors/,
    ],
  ])('%s is refused before anything is sent', async (_, endpoint, options, text) => {
    const { buildSubmit } = await import('./runs/submit-call.js')
    // Callers without types give anything.
    const job = { endpoint, input: {}, options: options as object, clientId: 'id' }
    const refused = await buildSubmit(job).catch((error: unknown) => error)
    expect(refused).toMatchObject({ kind: 'validation', message: expect.stringMatching(text) })
    expect((refused as ModelRunnerError).name).toBe('ModelRunnerError')
  })
})
