// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { guardStore } from '../store/guarded-store.js'
import { createMemoryStore } from '../store/memory-store.js'
import { StoreAge } from '../store/store-age.js'
import { PlatformAnswer } from '../upstream/platform.js'
import { SETTLING_MS, SubmitLedger, type SubmitOutcome } from './submit-ledger.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** The platform's list shows a submit so much later: some seconds. */
const LAG_MS = 4_000

/** A ledger on a store that is old enough to know every submit. */
function newLedger(): SubmitLedger {
  const store = guardStore(createMemoryStore(), () => undefined)
  void store.setIfAbsent('born', '0', 1e9)
  return new SubmitLedger(store, new StoreAge(store, false))
}

const accepted = (requestId: string): SubmitOutcome => ({
  type: 'accepted',
  requestId,
  answer: new PlatformAnswer(201, '{}', new Headers()),
})
const unknown: SubmitOutcome = { type: 'unknown', answer: new PlatformAnswer(500, '', new Headers()) }

describe('the ledger', () => {
  it('waits until a lost submit must appear in the list, checks again, and only then sends', async () => {
    const ledger = newLedger()
    const find = vi.fn(async () => undefined)
    await ledger.submit('k', { send: async () => unknown, find })
    await vi.advanceTimersByTimeAsync(500)
    const send = vi.fn(async () => accepted('r1'))
    const again = ledger.submit('k', { send, find })
    await vi.advanceTimersByTimeAsync(SETTLING_MS - 501)
    expect(send).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(await again).toMatchObject({ outcome: { requestId: 'r1' }, isRepeated: false })
    expect(find).toHaveBeenCalledTimes(7)
  })

  it('takes what shows late', async () => {
    const ledger = newLedger()
    await ledger.submit('k', { send: async () => unknown, find: async () => undefined })
    const send = vi.fn(async () => accepted('second'))
    const find = vi.fn(async (): Promise<SubmitOutcome | undefined> =>
      Date.now() >= seenAt ? accepted('first') : undefined,
    )
    const seenAt = Date.now() + LAG_MS
    const again = ledger.submit('k', { send, find })
    await vi.advanceTimersByTimeAsync(LAG_MS)
    expect(await again).toMatchObject({ outcome: { requestId: 'first' }, isRepeated: true })
    expect(send).not.toHaveBeenCalled()
  })

  it('lets the next one try where a step throws', async () => {
    const ledger = newLedger()
    const find = async () => undefined
    const broken = ledger.submit('k', { send: () => Promise.reject(new Error('bug')), find })
    await expect(broken).rejects.toThrow('bug')
    expect(await ledger.submit('k', { send: async () => accepted('r1'), find })).toMatchObject({
      isRepeated: false,
    })
  })
})
