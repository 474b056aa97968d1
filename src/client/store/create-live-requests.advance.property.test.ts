// @vitest-environment node
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outcomeOf, type RequestItem, stateRank } from '../../protocol/request-item.js'
import { FakeClock } from '../../../test/support/fake-clock.js'
import { createLiveRequests } from './create-live-requests.js'

const START = Date.UTC(2026, 0, 1)
const ENDS = [
  { status: 'COMPLETED', billingStatus: 'charged', output: 'done' },
  { status: 'COMPLETED', billingStatus: 'partial', output: 'half', error: 'The rest failed.' },
  { status: 'COMPLETED', billingStatus: 'failed', error: 'No.' },
  { status: 'COMPLETED', billingStatus: 'failed' },
  { status: 'FAILED', billingStatus: 'failed', error: 'Stopped.' },
  { status: 'CANCELLED', billingStatus: 'failed' },
] as const

/** A life as the platform tells it: some of its states, each later than the one before or at the same moment. */
const life: fc.Arbitrary<RequestItem[]> = fc
  .record({
    isQueued: fc.boolean(),
    running: fc.integer({ min: 0, max: 3 }),
    isSettling: fc.boolean(),
    end: fc.constantFrom(...ENDS),
    steps: fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 6, maxLength: 6 }),
    hasTimes: fc.boolean(),
  })
  .map(({ isQueued, running, isSettling, end, steps, hasTimes }) => {
    const settles = end.status === 'COMPLETED' && end.billingStatus !== 'failed' && isSettling
    const states: Partial<RequestItem>[] = [
      ...(isQueued ? [{ status: 'IN_QUEUE' as const }] : []),
      ...Array.from({ length: running }, () => ({ status: 'IN_PROGRESS' as const })),
      ...(settles ? [{ status: 'COMPLETED' as const, billingStatus: 'pending' as const }] : []),
      end,
    ]
    let at = START
    return states.map((state, index) => {
      at += steps[index] ?? 0
      const updatedAt = hasTimes ? { updatedAt: new Date(at).toISOString() } : {}
      return {
        id: 'r',
        modelEndpoint: 'test/echo',
        billingStatus: 'pending',
        ...updatedAt,
        ...state,
      } as RequestItem
    })
  })

/** The same updates, each received once or more, in any order. */
const emitted = life.chain((items) =>
  fc
    .array(fc.nat(items.length - 1), { maxLength: 8 })
    .chain((again) => {
      const all = [...items, ...again.flatMap((index) => items[index] ?? [])]
      return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })
    })
    .map((updates) => ({ items, updates })),
)

function play(items: readonly RequestItem[]) {
  const requests = createLiveRequests(new FakeClock())
  const seen = items.map((item) => {
    requests.applyItem(item)
    const { status, outcome, request } = requests.peek('r') ?? {}
    return { status, outcome, request }
  })
  return { last: requests.peek('r'), seen }
}

const timeOf = (item: RequestItem | undefined) => Date.parse(item?.updatedAt ?? '')

describe('updates of a request', () => {
  it('ends in the same state, in whatever order and how often updates arrive', () => {
    fc.assert(
      fc.property(emitted, ({ items, updates }) => {
        const expected = play(items).last
        const { last } = play(updates)
        expect(last?.outcome).toBe(expected?.outcome)
        expect(last?.status).toBe(expected?.status)
        expect(last?.request).toEqual(expected?.request)
        expect(last?.error?.message).toBe(expected?.error?.message)
        if (timeOf(items.at(-1))) expect(last?.finishedAt).toBe(expected?.finishedAt)
      }),
      { numRuns: 500 },
    )
  })

  it('never moves a request back, and never changes an outcome', () => {
    fc.assert(
      fc.property(emitted, ({ updates }) => {
        play(updates).seen.reduce((before, now) => {
          expect(stateRank(now.status)).toBeGreaterThanOrEqual(stateRank(before.status))
          if (before.outcome !== 'pending') expect(now.outcome).toBe(before.outcome)
          return now
        })
      }),
    )
  })

  it('never lets an older update replace a newer one', () => {
    fc.assert(
      fc.property(emitted, ({ updates }) => {
        play(updates).seen.reduce((before, now) => {
          const isFirstEnd = before.outcome === 'pending' && now.outcome !== 'pending'
          if (timeOf(now.request) < timeOf(before.request)) expect(isFirstEnd).toBe(true)
          return now
        })
      }),
    )
  })

  it('treats an unknown state as pending', () => {
    const requests = createLiveRequests(new FakeClock())
    const item = { id: 'r', modelEndpoint: 'a/b', status: 'PAUSED' as RequestItem['status'] }
    expect(outcomeOf(item)).toBe('pending')
    requests.applyItem(item)
    requests.applyItem({ ...item, status: 'IN_PROGRESS' })
    requests.applyItem(item)
    expect(requests.peek('r')).toMatchObject({ status: 'IN_PROGRESS', outcome: 'pending' })
  })

  it('retains an end that arrived before the response to the submit, whichever update arrived last', () => {
    const requests = createLiveRequests(new FakeClock())
    const stop = requests.early.expect()
    const ended = { id: 'r', modelEndpoint: 'a/b', status: 'COMPLETED', billingStatus: 'charged' } as const
    requests.receive(ended)
    requests.receive({ ...ended, billingStatus: 'pending' })
    requests.receive({ ...ended, status: 'IN_QUEUE', billingStatus: 'pending' })
    requests.applyEnvelope({ request_id: 'r', status: 'IN_QUEUE' }, 'a/b', START)
    stop()
    expect(requests.peek('r')).toMatchObject({ status: 'COMPLETED', outcome: 'succeeded' })
  })
})
