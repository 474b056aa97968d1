// @vitest-environment node
import { Redis } from 'ioredis'
import Valkey from 'iovalkey'
import { createClient } from 'redis'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createProxyHandler } from '../../src/proxy/create-proxy-handler.js'
import type { ProxyOptions, SettledRun } from '../../src/proxy/options.js'
import { createMemoryStore } from '../../src/proxy/store/memory-store.js'
import type { ProxyStore } from '../../src/proxy/store/proxy-store.js'
import { createRedisStore } from '../../src/proxy/store/redis-store.js'
import { startRedis, type RedisServer } from '../support/start-redis.js'

const QUEUE = 'https://queue.modelrunner.run'
const stores: Record<string, () => Promise<ProxyStore>> = {
  'in memory': async () => createMemoryStore(),
  'of redis': async () => {
    const client = createClient({ url: redis.url })
    client.on('error', () => undefined)
    await client.connect()
    ends.push(() => client.destroy())
    return createRedisStore(client, { prefix: `${crypto.randomUUID()}:` })
  },
  'of ioredis': async () => {
    const client = new Redis(redis.url, { maxRetriesPerRequest: 1 })
    client.on('error', () => undefined)
    ends.push(() => client.disconnect())
    return createRedisStore(client, { prefix: `${crypto.randomUUID()}:` })
  },
  'of iovalkey': async () => {
    const client = new Valkey(redis.url, { maxRetriesPerRequest: 1 })
    client.on('error', () => undefined)
    ends.push(() => client.disconnect())
    return createRedisStore(client, { prefix: `${crypto.randomUUID()}:` })
  },
}

let redis: RedisServer
const ends: (() => unknown)[] = []

beforeAll(async () => {
  redis = await startRedis()
}, 120_000)
afterAll(async () => {
  ends.forEach((end) => end())
  await redis.kill()
})

/** A platform that accepts every submit and says so, and processes of one app in front of it. */
function appWith(options: ProxyOptions) {
  const submits: { clientId: unknown; id: string }[] = []
  const platform: typeof fetch = async (input, init) => {
    const { pathname } = new URL(String(input))
    const body = (await new Response(init?.body ?? '{}').json()) as { metadata?: Record<string, string> }
    if (init?.method !== 'POST') {
      if (pathname === '/requests') return Response.json({ data: [] })
      const id = pathname.split('/').at(-1)
      return Response.json({ id, status: 'COMPLETED', billingStatus: 'charged', totalPrice: '0.01' })
    }
    const id = `request-${submits.length + 1}`
    submits.push({ clientId: body.metadata?.['mr_client_id'], id })
    return Response.json({ status: 'IN_QUEUE', request_id: id }, { status: 201 })
  }
  const process = () => {
    const handler = createProxyHandler({
      apiKey: 'mr_test_key_0123456789',
      authorize: (request) => ({ userId: request.headers.get('x-user') ?? 'ada' }),
      fetch: platform,
      ...options,
    })
    return (path: string, init: RequestInit = {}) =>
      handler(
        new Request('http://app.test/proxy', {
          ...init,
          headers: { ...(init.headers as Record<string, string>), 'x-modelrunner-target-url': QUEUE + path }, // tests pass plain objects
        }),
      )
  }
  return { submits, process }
}

const submit = (clientId?: string, user = 'ada'): RequestInit => ({
  method: 'POST',
  headers: { 'x-user': user },
  body: JSON.stringify({ prompt: 'a cat', metadata: clientId ? { mr_client_id: clientId } : {} }),
})

describe.each(Object.keys(stores))('two processes with one store %s', { timeout: 60_000 }, (kind) => {
  const makeStore = () => stores[kind]?.() ?? Promise.reject(new Error('no such store'))

  it('let exactly 100 of 1,000 parallel submits of $0.01 through at a limit of $1.00', async () => {
    const { submits, process } = appWith({
      store: await makeStore(),
      limits: { spendPerDay: '1.00' },
      beforeSubmit: () => ({ reserve: '0.01' }),
    })
    const processes = [process(), process()]
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, (_, index) =>
        processes[index % 2]?.('/owner/alias', submit(`client-${index}`)),
      ),
    )
    expect(submits).toHaveLength(100)
    const refused = answers.filter((answer) => answer?.status === 429)
    expect(refused).toHaveLength(900)
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await refused[0]?.json()).toMatchObject({
      source: 'proxy',
      details: { code: 'USER_LIMIT', limit: 'spendPerDay', resetsAt: expect.any(String) },
    })
  })

  it('make one submit of many with the same client id', async () => {
    const { submits, process } = appWith({ store: await makeStore() })
    const processes = [process(), process()]
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => processes[index % 2]?.('/owner/alias', submit('same'))),
    )
    expect(new Set(await Promise.all(answers.map((answer) => answer?.text()))).size).toBe(1)
    expect(submits).toHaveLength(1)
    expect((await process()('/owner/alias', submit('same'))).status).toBe(201)
    expect((await process()('/owner/alias', submit('same', 'bob'))).status).toBe(201)
    expect(submits).toHaveLength(2)
  })

  it('settle a run once, with what it cost, and free what was reserved for it', async () => {
    const settled: SettledRun[] = []
    const { process } = appWith({
      store: await makeStore(),
      limits: { spendPerDay: '0.05' },
      beforeSubmit: () => ({ reserve: '0.05' }),
      onSettled: (run) => settled.push(run),
    })
    const [one, other] = [process(), process()]
    const { request_id: id } = (await (await one('/owner/alias', submit('a'))).json()) as {
      request_id: string
    }
    expect((await other('/owner/alias', submit('b'))).status).toBe(429)
    await Promise.all(
      [one, other, one].map((call) => call('/owner/alias/requests/' + id).catch(() => undefined)),
    )
    expect(settled.length).toBeLessThanOrEqual(1)
  })
})

it(
  'refuses a submit with its own error while the store is unavailable, continues reads, and recovers automatically',
  { timeout: 60_000 },
  async () => {
    const client = new Redis(redis.url, { maxRetriesPerRequest: 0, retryStrategy: () => 50 })
    client.on('error', () => undefined)
    ends.push(() => client.disconnect())
    const { submits, process } = appWith({
      store: createRedisStore(client),
      onError: () => undefined,
      isolateUsers: false,
    })
    const call = process()
    expect((await call('/owner/alias', submit('before'))).status).toBe(201)
    await redis.kill()
    const refused = await call('/owner/alias', submit('meanwhile'))
    expect(refused.status).toBe(503)
    expect(await refused.json()).toMatchObject({
      source: 'proxy',
      error: expect.stringContaining('Nothing was sent'),
    })
    expect((await call('/requests')).status).toBe(200)
    await redis.restart()
    await vi.waitFor(async () => expect((await call('/owner/alias', submit('meanwhile'))).status).toBe(201), {
      timeout: 30_000,
      interval: 500,
    })
    expect(submits.map(({ clientId }) => clientId)).toEqual(['before', 'meanwhile'])
  },
)
