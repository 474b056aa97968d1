// @vitest-environment node
import { createClient } from 'redis'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createProxyHandler } from '../../src/proxy/create-proxy-handler.js'
import type { SettledRun } from '../../src/proxy/options.js'
import { createMemoryStore } from '../../src/proxy/store/memory-store.js'
import type { ProxyStore } from '../../src/proxy/store/proxy-store.js'
import { createRedisStore } from '../../src/proxy/store/redis-store.js'
import { createWebhookHandler } from '../../src/webhooks/create-webhook-handler.js'
import { startRedis, type RedisServer } from '../support/start-redis.js'

const QUEUE = 'https://queue.modelrunner.run'
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

let redis: RedisServer
const ends: (() => unknown)[] = []

beforeAll(async () => {
  redis = await startRedis()
}, 120_000)
afterAll(async () => {
  ends.forEach((end) => end())
  await redis.kill()
})

/** Gives a store for each process: one memory for all of them, or connections of their own to one Redis. */
const stores: Record<string, () => () => Promise<ProxyStore>> = {
  memory: () => {
    const store = createMemoryStore()
    return async () => store
  },
  Redis: () => {
    const prefix = `${crypto.randomUUID()}:`
    return async () => {
      const client = createClient({ url: redis.url })
      client.on('error', () => undefined)
      await client.connect()
      ends.push(() => client.destroy())
      return createRedisStore(client, { prefix })
    }
  },
  // A database with conditional writes and no messages.
  'a store without channels': () => {
    const { publish: _, subscribe: __, ...store } = createMemoryStore()
    return async () => store
  },
}

/** A connection to the store that ends with its process: nothing is written or received after. */
function connectionOf(store: ProxyStore): { store: ProxyStore; end(): void } {
  let isOver = false
  const dead = () => Promise.reject(new Error('this process has ended'))
  const alive = <A extends unknown[], R>(work: (...all: A) => Promise<R>) => {
    return (...all: A): Promise<R> => (isOver ? dead() : work(...all))
  }
  const { publish, subscribe } = store
  return {
    end: () => (isOver = true),
    store: {
      get: alive(store.get),
      setIfAbsent: alive(store.setIfAbsent),
      replace: alive(store.replace),
      remove: alive(store.remove),
      ...(publish && { publish: alive(publish) }),
      ...(subscribe && {
        subscribe: (channel, onMessage) => subscribe(channel, (text) => void (isOver || onMessage(text))),
      }),
    },
  }
}

/** An app of several processes on one store, and a platform that accepts every submit. */
function appOn(storeOf: () => Promise<ProxyStore>) {
  const settled: SettledRun[] = []
  const reads: string[] = []
  let submits = 0
  let whenAccepted: (id: string) => Promise<unknown> = async () => undefined
  const platform: typeof fetch = async (input, init) => {
    const { pathname } = new URL(String(input))
    if (init?.method === 'POST') {
      submits += 1
      await whenAccepted(`run-${submits}`)
      return Response.json({ status: 'IN_QUEUE', request_id: `run-${submits}` }, { status: 201 })
    }
    if (pathname.startsWith('/models')) return Response.json({})
    reads.push(pathname)
    const id = pathname.split('/').at(-1)
    return Response.json({ id, status: 'COMPLETED', billingStatus: 'charged', totalPrice: '0.02' })
  }
  return {
    settled,
    reads,
    /** What happens between the platform's acceptance and its answer. */
    onAccept: (act: typeof whenAccepted) => (whenAccepted = act),
    proxy: async () => {
      const { store, end } = connectionOf(await storeOf())
      const handler = createProxyHandler({
        apiKey: 'mr_test_key_0123456789',
        authorize: () => ({ userId: 'ada' }),
        fetch: platform,
        store,
        limits: { concurrentRuns: 1, spendPerDay: '1.00' },
        beforeSubmit: () => ({ reserve: '0.60' }),
        onSettled: (run) => settled.push(run),
        onError: () => undefined,
      })
      const call = async (url: string, body?: string) => {
        const headers = { 'x-modelrunner-target-url': url }
        const method = body ? 'POST' : 'GET'
        const request = new Request('http://app.test/proxy', { method, headers, body: body ?? null })
        return (await handler(request)).status
      }
      return {
        end,
        submit: () => call(`${QUEUE}/owner/alias`, '{"prompt":"a cat"}'),
        look: () => call('https://api.modelrunner.run/models'),
      }
    },
    /** A process that answers webhooks and nothing else. */
    webhooks: async (onCompleted: () => void | Promise<void> = () => undefined) => {
      const store = await storeOf()
      const handler = createWebhookHandler({ secret: SECRET, store, onCompleted, onError: () => undefined })
      return async (item: object, id: string = crypto.randomUUID()) => {
        const body = JSON.stringify({ event: 'completed', modelEndpoint: 'owner/alias', ...item })
        const headers = {
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
          'webhook-signature': new Webhook(SECRET).sign(id, new Date(), body),
        }
        const request = new Request('https://app.test/hooks', { method: 'POST', body, headers })
        return (await handler(request)).status
      }
    },
  }
}

const ended = { status: 'COMPLETED', billingStatus: 'charged', totalPrice: '0.05' }
const settledAs = (requestId: string, bill: object) => [
  { userId: 'ada', endpoint: 'owner/alias', requestId, ...bill },
]
const atFiveCents = { billingStatus: 'charged', totalPrice: '0.05' }
const kindOf = (kind: string) => {
  const make = stores[kind]
  if (!make) throw new Error('no such store')
  return appOn(make())
}

describe.each(Object.keys(stores))('with one store in %s, a webhook', { timeout: 30_000 }, (kind) => {
  it('that comes while no proxy runs settles the run with the first call of the next one', async () => {
    const { settled, reads, proxy, webhooks } = kindOf(kind)
    const before = await proxy()
    expect(await before.submit()).toBe(201)
    before.end()
    expect(await (await webhooks())({ id: 'run-1', ...ended })).toBe(204)
    expect(settled).toEqual([])
    const [one, other] = [await proxy(), await proxy()]
    await Promise.all([one.look(), other.look(), one.look()])
    await vi.waitFor(() => expect(settled).toEqual(settledAs('run-1', atFiveCents)))
    await vi.waitFor(async () => expect(await other.submit()).toBe(201))
    expect(reads).toEqual([])
  })

  it('that is faster than the answer to the submit settles the run', async () => {
    const { settled, reads, proxy, webhooks, onAccept } = kindOf(kind)
    const deliver = await webhooks()
    onAccept((id) => deliver({ id, ...ended }))
    const one = await proxy()
    expect(await one.submit()).toBe(201)
    await vi.waitFor(() => expect(settled).toEqual(settledAs('run-1', atFiveCents)))
    await vi.waitFor(async () => expect(await one.submit()).toBe(201))
    expect(reads).toEqual([])
  })
})

describe.each(['memory', 'Redis'])('with one store in %s, a webhook', { timeout: 30_000 }, (kind) => {
  it('settles a run once over all processes, without a call, and frees what was reserved', async () => {
    const { settled, reads, proxy, webhooks } = kindOf(kind)
    const [one, other, third] = [await proxy(), await proxy(), await proxy()]
    const [deliver, deliverToo] = [await webhooks(), await webhooks()]
    await Promise.all([other.look(), third.look()])
    expect(await one.submit()).toBe(201)
    expect(await other.submit()).toBe(429)
    await Promise.all(
      [1, 2, 3].flatMap(() => [deliver, deliverToo].map((to) => to({ id: 'run-1', ...ended }))),
    )
    await vi.waitFor(() => expect(settled).toEqual(settledAs('run-1', atFiveCents)))
    expect(await third.submit()).toBe(201)
    expect(await deliver({ id: 'run-1', ...ended })).toBe(204)
    expect(await deliver({ id: 'run-2', ...ended })).toBe(204)
    await vi.waitFor(() => expect(settled.map(({ requestId }) => requestId)).toEqual(['run-1', 'run-2']))
    expect(reads).toEqual([])
  })

  it('without a price has it read once, by one process', async () => {
    const { settled, reads, proxy, webhooks } = kindOf(kind)
    const all = await Promise.all([proxy(), proxy(), proxy()])
    await Promise.all(all.map(({ look }) => look()))
    expect(await all[0].submit()).toBe(201)
    const { totalPrice: _, ...unpriced } = ended
    await (
      await webhooks()
    )({ id: 'run-1', ...unpriced })
    await vi.waitFor(() =>
      expect(settled).toEqual(settledAs('run-1', { billingStatus: 'charged', totalPrice: '0.02' })),
    )
    expect(reads).toHaveLength(1)
  })

  it.each([
    { status: 'CANCELLED' },
    { status: 'FAILED', billingStatus: 'pending', error: 'timeout' },
    { status: 'COMPLETED', billingStatus: 'failed' },
    { error: 'The model failed.' },
  ])('that reports %o frees the whole amount', async (item) => {
    const { settled, proxy, webhooks } = kindOf(kind)
    const one = await proxy()
    expect(await one.submit()).toBe(201)
    await (
      await webhooks()
    )({ id: 'run-1', ...item })
    await vi.waitFor(() => expect(settled).toEqual(settledAs('run-1', { billingStatus: 'failed' })))
    expect(await one.submit()).toBe(201)
  })

  it('whose callback fails settles the run all the same, and once though it comes again', async () => {
    const { settled, proxy, webhooks } = kindOf(kind)
    const one = await proxy()
    expect(await one.submit()).toBe(201)
    let failures = 2
    const deliver = await webhooks(() => {
      if ((failures -= 1) >= 0) throw new Error('the database is away')
    })
    const statuses = []
    for (let time = 0; time < 3; time += 1) statuses.push(await deliver({ id: 'run-1', ...ended }, 'msg-1'))
    expect(statuses).toEqual([500, 500, 204])
    await vi.waitFor(() => expect(settled).toEqual(settledAs('run-1', atFiveCents)))
  })
})

it('a webhook of a run that no proxy follows leaves nothing for proxies to do', async () => {
  const store = createMemoryStore()
  const messages: string[] = []
  await store.subscribe?.('settled', (message) => messages.push(message))
  const { webhooks } = appOn(async () => store)
  expect(await (await webhooks())({ id: 'of another app', ...ended })).toBe(204)
  expect(messages).toEqual([])
  expect(await store.get('ends')).toBeUndefined()
})
