// @vitest-environment node
import { beforeEach, expect, test } from 'vitest'
import { createApi } from '../testing/api.js'
import type { Api } from '../testing/api.js'

let api: Api
beforeEach(() => {
  api = createApi()
})

test('a status answers with the envelope instead of doing the work, so many times', async () => {
  api.emulator.set({ faults: [{ route: 'submit', times: 2, status: 503 }] })
  for (let index = 0; index < 2; index++) {
    const { status, body } = await api.queue('POST', '/test/echo', {})
    expect([status, body['statusCode'], body['error']]).toEqual([503, 503, 'Service unavailable'])
  }
  expect(api.emulator.requests()).toEqual([])
  expect((await api.queue('POST', '/test/echo', {})).status).toBe(201)
  expect(api.emulator.faultCounts()).toEqual({ 'submit:503': 2 })
  expect(api.emulator.log.map(({ route, status, fault }) => [route, status, fault])).toEqual([
    ['submit', 503, 'submit:503'],
    ['submit', 503, 'submit:503'],
    ['submit', 201, undefined],
  ])
})

test('a body of its own: HTML, JSON, a swallowed status', async () => {
  api.emulator.set({ faults: [{ route: 'item', times: 1, status: 502, body: '<h1>Bad gateway</h1>' }] })
  expect((await api.queue('GET', '/requests/x')).headers.get('content-type')).toContain('text/html')
  api.emulator.set({ faults: [{ route: 'submit', body: { error: 'no money', statusCode: 402 } }] })
  expect(await api.queue('POST', '/test/echo', {})).toMatchObject({ status: 200, body: { statusCode: 402 } })
})

test('match chooses by endpoint or path, skip spares the first', async () => {
  api.emulator.set({ faults: [{ route: '*', match: /slow/, status: 500, skip: 1 }] })
  expect((await api.queue('POST', '/test/echo', {})).status).toBe(201)
  expect((await api.queue('POST', '/test/slow', {})).status).toBe(201)
  expect((await api.queue('POST', '/test/slow', {})).status).toBe(500)
})

test('a probability is drawn from the seed', async () => {
  const play = async (): Promise<number[]> => {
    api = createApi({ seed: 3 })
    api.emulator.set({ faults: [{ route: '*', probability: 0.5, status: 500 }] })
    const statuses: number[] = []
    for (let index = 0; index < 20; index++) statuses.push((await api.queue('GET', '/requests')).status)
    return statuses
  }
  const first = await play()
  expect(new Set(first)).toEqual(new Set([200, 500]))
  expect(await play()).toEqual(first)
})

test('delays wait on the clock: before the work, and after it', async () => {
  api.emulator.set({ faults: [{ route: 'submit', times: 1, delayMs: 5000, answerDelayMs: 5000 }] })
  let status = 0
  const submitted = api.queue('POST', '/test/stuck', {}).then((answer) => (status = answer.status))
  await api.clock.advance(4999)
  expect(api.emulator.requests()).toHaveLength(0)
  await api.clock.advance(1)
  await new Promise((resolve) => setImmediate(resolve))
  expect([api.emulator.requests().length, status]).toEqual([1, 0])
  await api.clock.advance(5000)
  await submitted
  expect(status).toBe(201)
})

test.each([
  ['before', 0],
  ['during', 0],
  ['after', 1],
  ['answer', 1],
] as const)(
  'in-process, a connection cut %s rejects as fetch does, with %i requests made',
  async (cut, made) => {
    api.emulator.set({ faults: [{ route: 'submit', cut }] })
    await expect(api.queue('POST', '/test/echo', {})).rejects.toThrow(TypeError)
    expect(api.emulator.requests()).toHaveLength(made)
  },
)

test('headers are added to a real response, or removed from it', async () => {
  api.emulator.set({
    faults: [{ route: 'balance', headers: { 'retry-after': '3', 'content-type': null } }],
  })
  const { headers, body } = await api.rest('GET', '/billing/balance')
  expect([headers.get('retry-after'), headers.get('content-type'), body['currency']]).toEqual([
    '3',
    null,
    'USD',
  ])
})

test('a call that is aborted rejects at once, with the reason', async () => {
  api.emulator.set({ latencyMs: 60_000 })
  const leaving = new AbortController()
  const answer = api.emulator.fetch(
    new Request(`${api.emulator.hosts.queue}/requests`, { signal: leaving.signal }),
  )
  leaving.abort(new Error('enough'))
  await expect(answer).rejects.toThrow('enough')
})

test('set changes only what it names', async () => {
  api.emulator.set({ keys: ['a'] })
  api.emulator.set({ faults: [] })
  expect((await api.queue('GET', '/requests')).status).toBe(401)
})
