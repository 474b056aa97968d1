// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RequestItem } from '../../src/protocol/request-item.js'
import { DEFAULT_RULES } from '../../src/proxy/routing/routes.js'
import { StreamReader } from '../support/stream-reader.js'
import { createTown, IMAGE_MODEL, type Visitor } from '../support/two-users.js'

let town: ReturnType<typeof createTown>
let ada: Visitor
let bob: Visitor

beforeEach(() => {
  town = createTown()
  ada = town.user('ada')
  bob = town.user('bob')
})
afterEach(() => town.emulator.dispose())

const list = (who: Visitor, query = '') =>
  who.call<{ data: RequestItem[]; total: number }>('GET', 'queue', `/requests${query}`)
const filter = (metadata: unknown) => `?metadata=${encodeURIComponent(JSON.stringify(metadata))}`

describe('somebody else’s request', () => {
  it.each([
    ['GET', '/requests/{id}'],
    ['GET', `/${IMAGE_MODEL}/requests/{id}`],
    ['GET', `/${IMAGE_MODEL}/requests/{id}/status`],
    ['GET', `/other/model/requests/{id}/status`],
    ['PUT', `/${IMAGE_MODEL}/requests/{id}/cancel`],
    ['DELETE', '/requests/{id}/payloads'],
    ['PATCH', '/requests/{id}/visibility'],
  ])('%s %s is a 404 that reads as if it did not exist, and does nothing', async (method, path) => {
    const id = await ada.run()
    const before = JSON.stringify(town.emulator.requests())
    const body = method === 'PATCH' ? { public: true } : undefined
    const foreign = await bob.call(method, 'queue', path.replace('{id}', id), body)
    const missing = await bob.call(method, 'queue', path.replace('{id}', 'x'.repeat(21)), body)
    expect(foreign.status).toBe(404)
    expect(foreign.json).toEqual(missing.json)
    expect(JSON.stringify(town.emulator.requests())).toBe(before)
    // A process that remembers nothing asks the platform and says the same.
    const restarted = createTown({ fetch: (input, init) => town.emulator.fetch(new Request(input, init)) })
    expect((await restarted.user('bob').call(method, 'queue', path.replace('{id}', id), body)).status).toBe(
      404,
    )
    expect((await restarted.user('ada').call('GET', 'queue', `/requests/${id}`)).status).toBe(200)
    restarted.emulator.dispose()
  })

  it('is not in the list, however it is asked for', async () => {
    const adas = await ada.run()
    const bobs = await bob.run()
    const ownerTag = town.emulator.requests()[0]?.metadata?.['mr_user']
    for (const query of [
      '',
      '?limit=100',
      `?modelEndpoint=${IMAGE_MODEL}`,
      filter({}),
      filter({ mr_user: ownerTag }),
      '?metadata=',
      '?metadata[mr_user]=x',
      `${filter({ a: 1 })}&metadata={}`,
    ]) {
      const { json, status } = await list(bob, query)
      expect(status).toBe(200)
      expect(json.data.map(({ id }) => id)).not.toContain(adas)
    }
    const { json } = await list(bob)
    expect(json).toMatchObject({ total: 1, data: [{ id: bobs }] })
    expect((await list(bob, '?metadata=nonsense')).status).toBe(400)
  })

  it('is not on the stream, neither in the snapshot nor as an update', async () => {
    town.emulator.set({ queueMs: 50, runMs: 50 })
    const first = await bob.call<{ request_id: string }>('POST', 'queue', `/${IMAGE_MODEL}`, { prompt: 'b' })
    const hers = await ada.call<{ request_id: string }>('POST', 'queue', `/${IMAGE_MODEL}`, { prompt: 'a' })
    const leaving = new AbortController()
    const reader = new StreamReader(await ada.open('/requests/stream', leaving.signal))
    const snapshot = await reader.data()
    expect(snapshot).toMatchObject({ requests: [{ id: hers.json.request_id }] })
    const seen = new Set<unknown>()
    for (let status = ''; status !== 'COMPLETED';) {
      const item = (await reader.data())?.['request'] as RequestItem
      seen.add(item.id)
      status = item.status
      expect(item.metadata).not.toHaveProperty('mr_user')
    }
    expect(seen).toEqual(new Set([hers.json.request_id]))
    expect(first.status).toBe(201)
    leaving.abort()
  })
})

describe('one’s own request', () => {
  it('is reached on every route, without the ownerTag', async () => {
    const id = await ada.run()
    for (const path of [
      `/requests/${id}`,
      `/${IMAGE_MODEL}/requests/${id}`,
      `/${IMAGE_MODEL}/requests/${id}/status`,
    ]) {
      const { status, json } = await ada.call('GET', 'queue', path)
      expect(status).toBe(200)
      expect(JSON.stringify(json)).not.toContain('mr_user')
    }
    expect((await ada.call('PUT', 'queue', `/${IMAGE_MODEL}/requests/${id}/cancel`)).status).toBe(200)
    const visible = await ada.call('PATCH', 'queue', `/requests/${id}/visibility`, { public: true })
    expect(visible.json).toMatchObject({ id, public: true })
    expect(JSON.stringify(visible.json)).not.toContain('mr_user')
    expect((await ada.call('DELETE', 'queue', `/requests/${id}/payloads`)).status).toBe(409) // published
    expect(JSON.stringify((await list(ada)).json)).not.toContain('mr_user')
  })

  it('carries a ownerTag which is not the user id, the same in every process', async () => {
    await ada.run()
    await ada.run()
    await bob.run()
    const marks = town.emulator.requests().map(({ metadata }) => metadata?.['mr_user'])
    expect(marks[0]).toMatch(/^[0-9a-f]{32}$/)
    expect(marks[1]).toBe(marks[0])
    expect(marks[2]).not.toBe(marks[0])
    const other = createTown({ userSecret: 'another secret of the app' })
    await other.user('ada').run()
    expect(other.emulator.requests()[0]?.metadata?.['mr_user']).not.toBe(marks[0])
    other.emulator.dispose()
  })

  it('keeps its own metadata; a ownerTag that the browser sends is overwritten', async () => {
    const id = await ada.run(IMAGE_MODEL, { prompt: 'x', metadata: { project: 'p1', mr_user: 'bob' } })
    expect(town.emulator.requests()[0]?.metadata).toMatchObject({
      project: 'p1',
      mr_user: expect.stringMatching(/^[0-9a-f]{32}$/),
    })
    expect((await ada.call('GET', 'queue', `/requests/${id}`)).json).toMatchObject({
      metadata: { project: 'p1' },
    })
    expect((await list(ada, filter({ project: 'p1' }))).json.total).toBe(1)
    expect((await list(ada, filter({ project: 'p2' }))).json.total).toBe(0)
    expect((await list(bob, filter({ project: 'p1' }))).json.total).toBe(0)
  })

  it('accepts fifteen keys, and explains the refusal of the sixteenth', async () => {
    const keys = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, 'v']))
    const submit = (metadata: unknown) =>
      ada.call('POST', 'queue', `/${IMAGE_MODEL}`, { prompt: 'x', metadata })
    expect((await submit(keys(15))).status).toBe(201)
    const refused = await submit(keys(16))
    expect(refused.status).toBe(400)
    expect(refused.json).toMatchObject({
      source: 'proxy',
      error: expect.stringContaining('at most 14 of your own'),
    })
    for (const metadata of ['text', [], 7]) expect((await submit(metadata)).status).toBe(400)
    expect(town.emulator.requests()).toHaveLength(1)
  })
})

describe('the account’s own affairs', () => {
  it('are closed to single users', async () => {
    const { status, json } = await ada.call('GET', 'rest', '/billing/balance')
    expect(status).toBe(403)
    expect(json).toMatchObject({ source: 'proxy', error: expect.stringContaining('accountWide') })
  })

  it('are open where the app says so, and to callers who are not kept apart', async () => {
    const open = createTown({
      allow: [...DEFAULT_RULES, { method: 'GET', host: 'rest', path: '/billing/balance', accountWide: true }],
    })
    expect((await open.user('ada').call('GET', 'rest', '/billing/balance')).status).toBe(200)
    const shared = createTown({ authorize: () => true })
    expect((await shared.user('ada').call('GET', 'rest', '/billing/balance')).status).toBe(200)
    for (const { emulator } of [open, shared]) emulator.dispose()
  })

  it('a route that the proxy does not know is closed too', async () => {
    const open = createTown({ allow: [{ method: 'GET', host: 'rest', path: '/reports/{id}' }] })
    expect((await open.user('ada').call('GET', 'rest', '/reports/1')).status).toBe(403)
    open.emulator.dispose()
  })

  it('the catalog is the same for everybody', async () => {
    for (const path of [
      '/models',
      `/models/${IMAGE_MODEL}`,
      `/models/${IMAGE_MODEL}/openapi.json`,
      '/models/facets',
      `/models/pricing?endpoint=${IMAGE_MODEL}`,
    ]) {
      expect((await ada.call('GET', 'rest', path)).status).toBe(200)
    }
  })
})

describe('without isolation', () => {
  it('everybody sees everything, and submits are unchanged', async () => {
    const open = createTown({ isolateUsers: false })
    const id = await open.user('ada').run()
    expect((await open.user('bob').call('GET', 'queue', `/requests/${id}`)).status).toBe(200)
    expect(open.emulator.requests()[0]?.metadata ?? {}).not.toHaveProperty('mr_user')
    open.emulator.dispose()
  })
})
