// @vitest-environment node
import { createClient } from 'redis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryStore } from '../../src/proxy/store/memory-store.js'
import type { ProxyStore } from '../../src/proxy/store/proxy-store.js'
import { createRedisStore } from '../../src/proxy/store/redis-store.js'
import { startEventStreamPlatform, type EventStreamPlatform } from '../support/event-stream-platform.js'
import { startProxy, type RunningProxy } from '../support/start-proxy.js'
import { startRedis, type RedisServer } from '../support/start-redis.js'
import { StreamReader } from '../support/stream-reader.js'

let redis: RedisServer
let platform: EventStreamPlatform
let open: RunningProxy[]
const ends: (() => unknown)[] = []

beforeAll(async () => {
  redis = await startRedis()
}, 120_000)
afterAll(async () => {
  ends.forEach((end) => end())
  await redis.kill()
})
beforeEach(async () => {
  open = []
  platform = await startEventStreamPlatform()
})
afterEach(() => Promise.all([platform, ...open].map((server) => server.close())))

async function redisStore(): Promise<() => Promise<ProxyStore>> {
  const prefix = `${crypto.randomUUID()}:`
  return async () => {
    const client = createClient({ url: redis.url })
    client.on('error', () => undefined)
    await client.connect()
    ends.push(() => client.destroy())
    return createRedisStore(client, { prefix })
  }
}

const stores: Record<string, () => Promise<() => Promise<ProxyStore>>> = {
  memory: async () => {
    const store = createMemoryStore()
    return async () => store
  },
  Redis: redisStore,
}

async function start(store: ProxyStore) {
  const proxy = await startProxy({ hosts: platform.hosts, store, onError: () => undefined })
  open.push(proxy)
  return async (init?: RequestInit) => {
    const response = await proxy.call(`${platform.hosts.queue}/requests/stream`, init)
    return new StreamReader(response)
  }
}

const running = (id: string, more: object = {}) => ({ id, status: 'IN_PROGRESS', ...more })

describe.each(Object.keys(stores))('two processes with one store in %s', { timeout: 60_000 }, (kind) => {
  it('hold one stream to the platform, and every browser gets its snapshot and each update', async () => {
    const storeOf = await stores[kind]?.()
    if (!storeOf) throw new Error('no such store')
    platform.inFlight = [running('r1', { input: { prompt: 'secret' } })]
    const [join, joinOther] = [await start(await storeOf()), await start(await storeOf())]
    const readers = [await join(), await joinOther(), await joinOther()]
    for (const reader of readers) {
      const snapshot = await reader.data()
      expect(snapshot).toMatchObject({ type: 'snapshot', requests: [{ id: 'r1' }] })
      expect(JSON.stringify(snapshot)).not.toContain('secret')
    }
    expect(platform.streams.size).toBe(1)
    for (const status of ['IN_PROGRESS', 'COMPLETED']) {
      platform.update({ id: 'r1', status, output: [1] })
      for (const reader of readers)
        expect(await reader.data()).toMatchObject({ request: { id: 'r1', status, output: [1] } })
    }
    platform.write(': hb\n\n')
    for (const reader of readers) expect(await reader.next()).toBe(': hb')
  })

  it('hand the stream over when the last browser of its holder leaves', async () => {
    const storeOf = await stores[kind]?.()
    if (!storeOf) throw new Error('no such store')
    const [join, joinOther] = [await start(await storeOf()), await start(await storeOf())]
    const browser = new AbortController()
    const first = await join({ signal: browser.signal })
    await first.data()
    const second = await joinOther()
    await second.data()
    expect(platform.streams.size).toBe(1)
    platform.inFlight = [running('r2')]
    browser.abort()
    expect(await second.data()).toMatchObject({ requests: [{ id: 'r2' }] })
    await vi.waitFor(() => expect(platform.streams.size).toBe(1))
    platform.update(running('r3'))
    expect(await second.data()).toMatchObject({ request: { id: 'r3' } })
  })
})
