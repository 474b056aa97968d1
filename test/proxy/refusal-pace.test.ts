// @vitest-environment node
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createProxyHandler } from '../../src/proxy/create-proxy-handler.js'

const TARGET = 'https://queue.modelrunner.run/requests'
const LIMIT = 5

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function open() {
  const handler = createProxyHandler({
    apiKey: 'mr_test_key_0123456789',
    authorize: (request) => ({ userId: request.headers.get('x-user') ?? '' }),
    fetch: async () => Response.json({ page: 1, limit: 20, total: 0, totalPages: 0, data: [] }),
    limits: { callsPerMinute: LIMIT },
  })
  const answers: number[] = []
  const call = async (user: string, signal: AbortSignal | null = null) => {
    const headers = { 'x-user': user, 'x-modelrunner-target-url': TARGET }
    const { status } = await handler(new Request('http://app.test/proxy', { headers, signal }))
    answers.push(status)
    return status
  }
  /** Makes as many calls as the user may. The clock does not wait for what hashes the user's name: that is done here. */
  const reachLimit = async (user: string) => {
    for (let index = 0; index < LIMIT; index += 1) expect(await call(user)).toBe(200)
  }
  return { call, reachLimit, refused: () => answers.filter((status) => status === 429).length }
}

it('a user above the limit who calls without pause is answered slowly, and nobody else', async () => {
  const { call, reachLimit, refused } = open()
  await reachLimit('eve')
  let isOver = false
  const lane = async () => {
    while (!isOver) await call('eve')
  }
  const lanes = Array.from({ length: 50 }, lane)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(refused()).toBeGreaterThan(20)
  expect(refused()).toBeLessThan(120)
  expect(await call('ada')).toBe(200)
  isOver = true
  await vi.advanceTimersByTimeAsync(20_000)
  await Promise.all(lanes)
})

it('a page that meets the limit is refused at once', async () => {
  const { call } = open()
  const answers = await Promise.all(Array.from({ length: LIMIT + 8 }, () => call('ada')))
  expect(answers.filter((status) => status === 429)).toHaveLength(8)
})

it('a refusal comes within seconds however many wait, and its wait ends when the browser leaves', async () => {
  const { call, reachLimit, refused } = open()
  await reachLimit('eve')
  const calls = Array.from({ length: 1_000 }, () => call('eve'))
  await vi.advanceTimersByTimeAsync(10_000)
  await Promise.all(calls)
  expect(refused()).toBe(1_000)
  const leaving = new AbortController()
  const left = call('eve', leaving.signal)
  await vi.advanceTimersByTimeAsync(0)
  const before = vi.getTimerCount()
  leaving.abort()
  await left
  expect(vi.getTimerCount()).toBe(before - 1)
})

it('the limit ends with its minute, and a higher one counts at once', async () => {
  let max = LIMIT
  const handler = createProxyHandler({
    apiKey: 'mr_test_key_0123456789',
    authorize: () => ({ userId: 'ada' }),
    fetch: async () => Response.json({ page: 1, limit: 20, total: 0, totalPages: 0, data: [] }),
    limits: () => ({ callsPerMinute: max }),
  })
  const call = async () => {
    const headers = { 'x-modelrunner-target-url': TARGET }
    return (await handler(new Request('http://app.test/proxy', { headers }))).status
  }
  for (let index = 0; index < LIMIT; index += 1) expect(await call()).toBe(200)
  expect(await call()).toBe(429)
  max += 1
  expect(await call()).toBe(200)
  expect(await call()).toBe(429)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(await call()).toBe(200)
})
