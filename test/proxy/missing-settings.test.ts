// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createProxyHandler } from '../../src/proxy/create-proxy-handler.js'
import { createWebhookHandler } from '../../src/webhooks/create-webhook-handler.js'

let log: string[]

beforeEach(() => {
  log = []
  vi.spyOn(console, 'error').mockImplementation((text: string) => void log.push(text))
  vi.stubEnv('MODELRUNNER_KEY', '')
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

const call = () =>
  new Request('http://app.test/proxy', {
    headers: { 'x-modelrunner-target-url': 'https://api.modelrunner.run/models' },
  })
const delivery = () =>
  new Request('http://app.test/hooks', {
    method: 'POST',
    body: '{}',
    headers: {
      'webhook-id': 'msg',
      'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
      'webhook-signature': 'v1,AAAA',
    },
  })

const handlers = {
  'a proxy without a key': {
    make: (options: object = {}) => createProxyHandler(options),
    request: call,
    status: 401,
    names: 'MODELRUNNER_KEY',
  },
  'a webhook handler without a secret': {
    make: (options: object = {}) =>
      createWebhookHandler({ secret: undefined, onCompleted: () => undefined, ...options }),
    request: delivery,
    status: 500,
    names: '/webhooks/default/secret',
  },
}

describe.each(Object.entries(handlers))('%s', (_, { make, request, status, names }) => {
  it('says so in the log when it is made, once, with what to do', async () => {
    const handle = make()
    expect(log).toEqual([expect.stringContaining(names)])
    for (let time = 0; time < 3; time += 1) expect((await handle(request())).status).toBe(status)
    expect(log).toHaveLength(1)
  })

  it('is silent in a production build, and says so once with the first call', async () => {
    vi.stubEnv('NODE_ENV', 'production')
    const handle = make()
    expect(log).toEqual([])
    for (let time = 0; time < 3; time += 1) expect((await handle(request())).status).toBe(status)
    expect(log).toEqual([expect.stringContaining(names)])
  })

  it('reports it to onError where there is one', async () => {
    vi.stubEnv('NODE_ENV', 'production')
    const onError = vi.fn()
    await make({ onError })(request())
    expect(onError).toHaveBeenCalledTimes(1)
    expect(log).toEqual([])
  })
})

it('says nothing where a key or secret is there, or a function finds it with each call', async () => {
  createProxyHandler({ apiKey: 'k' })
  createProxyHandler({ apiKey: () => undefined })
  createWebhookHandler({ secret: () => '', onCompleted: () => undefined })
  createWebhookHandler({
    secret: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', ''],
    onCompleted: () => undefined,
  })
  vi.stubEnv('MODELRUNNER_KEY', 'from-the-environment')
  createProxyHandler()
  expect(log).toEqual([])
})
