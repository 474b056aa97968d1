// @vitest-environment node
import { expect, it, vi } from 'vitest'
import { simulate } from './simulate.js'

// The long version, with any seed, meets every fault: npm run simulate -- --runs 20000
it('loses no run, bills none twice, mixes up none and shows no wrong outcome, whatever goes wrong', async () => {
  // Hints for developers about a proxy that does what it likes.
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  const { totals, failure } = await simulate({ runs: 400, seed: 20_260_101 })
  expect(failure).toBeUndefined()
  expect(totals).toMatchObject({ lost: 0, doubleBilled: 0, wrong: 0, mixedUp: 0 })
  // A fault that never happened proves nothing.
  const happened = Object.values(totals.happened)
  expect(happened.filter((times) => times > 0).length).toBeGreaterThan(happened.length * 0.5)
}, 120_000)
