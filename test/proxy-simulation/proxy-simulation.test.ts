// @vitest-environment node
import { expect, it } from 'vitest'
import { simulateProxies } from './simulate-proxies.js'

it('of 24 runs over two processes that are killed, and a Redis that starts over, none is billed twice and none is lost', async () => {
  const { happened, posts, bills, ...end } = await simulateProxies(24, 5)
  expect(end).toEqual({ runs: 24, billedTwice: 0, lost: 0, wrong: 0 })
  expect(bills).toBe(24)
  expect(posts).toBeGreaterThanOrEqual(24)
  expect(happened).toMatchObject({ 'process killed': 3, 'Redis restarted, empty': 1 })
}, 240_000)
