// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { guardStore } from '../store/guarded-store.js'
import { createMemoryStore } from '../store/memory-store.js'
import type { ProxyStore } from '../store/proxy-store.js'
import { StoreAge } from '../store/store-age.js'
import { PlatformAnswer } from '../upstream/platform.js'
import { SETTLING_MS, SubmitLedger, type SubmitOutcome } from './submit-ledger.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** The platform's list shows a submit so much later: some seconds. */
const LAG_MS = 4_000

/** A ledger on a store that is old enough to know every submit. */
function newLedger(memory: ProxyStore = createMemoryStore()): SubmitLedger {
  const store = guardStore(memory, () => undefined)
  void store.setIfAbsent('born', '0', 1e9)
  return new SubmitLedger(store, new StoreAge(store, false))
}

const accepted = (requestId: string): SubmitOutcome => ({
  type: 'accepted',
  requestId,
  answer: new PlatformAnswer(201, '{}', new Headers()),
})
const unknown: SubmitOutcome = { type: 'unknown', answer: new PlatformAnswer(500, '', new Headers()) }

/** A browser that waits. */
const here = new AbortController().signal
const gone = AbortSignal.abort()

describe('the ledger', () => {
  it('sends nothing for a browser that has left, unless another call of the same submit waits', async () => {
    const ledger = newLedger()
    const send = vi.fn(async () => accepted('r1'))
    const find = async () => undefined
    await expect(ledger.submit('k', { send, find }, gone)).rejects.toMatchObject({ status: 499 })
    expect(send).not.toHaveBeenCalled()
    const both = [ledger.submit('k', { send, find }, gone), ledger.submit('k', { send, find }, here)]
    expect(await Promise.all(both)).toMatchObject([
      { outcome: { requestId: 'r1' } },
      { outcome: { requestId: 'r1' }, isRepeated: true },
    ])
    expect(send).toHaveBeenCalledTimes(1)
  })

  it('sends for a call that comes when the one before it was found to have nobody who waits', async () => {
    const memory = createMemoryStore()
    const send = vi.fn(async () => accepted('r1'))
    const find = async () => undefined
    let second: ReturnType<SubmitLedger['submit']> | undefined
    const ledger: SubmitLedger = newLedger({
      ...memory,
      // The claim is let go: it is decided that nothing is sent, and the call is not answered yet.
      remove(key, expected) {
        second ??= ledger.submit('k', { send, find }, here)
        return memory.remove(key, expected)
      },
    })
    await expect(ledger.submit('k', { send, find }, gone)).rejects.toMatchObject({ status: 499 })
    expect(await second).toMatchObject({ outcome: { requestId: 'r1' } })
    expect(send).toHaveBeenCalledTimes(1)
  })

  it('waits until a lost submit must appear in the list, checks again, and only then sends', async () => {
    const ledger = newLedger()
    const find = vi.fn(async () => undefined)
    await ledger.submit('k', { send: async () => unknown, find }, here)
    await vi.advanceTimersByTimeAsync(500)
    const send = vi.fn(async () => accepted('r1'))
    const again = ledger.submit('k', { send, find }, here)
    await vi.advanceTimersByTimeAsync(SETTLING_MS - 501)
    expect(send).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(await again).toMatchObject({ outcome: { requestId: 'r1' }, isRepeated: false })
    expect(find).toHaveBeenCalledTimes(7)
  })

  it('takes what shows late', async () => {
    const ledger = newLedger()
    await ledger.submit('k', { send: async () => unknown, find: async () => undefined }, here)
    const send = vi.fn(async () => accepted('second'))
    const find = vi.fn(async (): Promise<SubmitOutcome | undefined> =>
      Date.now() >= seenAt ? accepted('first') : undefined,
    )
    const seenAt = Date.now() + LAG_MS
    const again = ledger.submit('k', { send, find }, here)
    await vi.advanceTimersByTimeAsync(LAG_MS)
    expect(await again).toMatchObject({ outcome: { requestId: 'first' }, isRepeated: true })
    expect(send).not.toHaveBeenCalled()
  })

  it('lets the next one try where a step throws', async () => {
    const ledger = newLedger()
    const find = async () => undefined
    const broken = ledger.submit('k', { send: () => Promise.reject(new Error('bug')), find }, here)
    await expect(broken).rejects.toThrow('bug')
    expect(await ledger.submit('k', { send: async () => accepted('r1'), find }, here)).toMatchObject({
      isRepeated: false,
    })
  })
})
