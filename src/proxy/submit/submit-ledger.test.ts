// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PlatformAnswer } from '../upstream/platform.js'
import { SETTLING_MS, SubmitLedger, type SubmitOutcome } from './submit-ledger.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const accepted = (requestId: string): SubmitOutcome => ({
  type: 'accepted',
  requestId,
  answer: new PlatformAnswer(201, '{}', new Headers()),
})
const unknown: SubmitOutcome = { type: 'unknown', answer: new PlatformAnswer(500, '', new Headers()) }

describe('the ledger', () => {
  it('waits until a lost submit must show in the list, looks again, and only then sends', async () => {
    const ledger = new SubmitLedger()
    const find = vi.fn(async () => undefined)
    await ledger.submit('k', { send: async () => unknown, find })
    await vi.advanceTimersByTimeAsync(500)
    const send = vi.fn(async () => accepted('r1'))
    const again = ledger.submit('k', { send, find })
    await vi.advanceTimersByTimeAsync(SETTLING_MS - 501)
    expect(send).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(await again).toMatchObject({ outcome: { requestId: 'r1' }, isRepeated: false })
    expect(find).toHaveBeenCalledTimes(2)
  })

  it('takes what shows late', async () => {
    const ledger = new SubmitLedger()
    await ledger.submit('k', { send: async () => unknown, find: async () => undefined })
    const send = vi.fn(async () => accepted('second'))
    const find = vi.fn(async (): Promise<SubmitOutcome | undefined> =>
      Date.now() >= seenAt ? accepted('first') : undefined,
    )
    const seenAt = Date.now() + 1_000
    const again = ledger.submit('k', { send, find })
    await vi.advanceTimersByTimeAsync(SETTLING_MS)
    expect(await again).toMatchObject({ outcome: { requestId: 'first' }, isRepeated: true })
    expect(send).not.toHaveBeenCalled()
  })

  it('remembers so many, for so long', async () => {
    const ledger = new SubmitLedger(0, 2, 1_000)
    let count = 0
    const submit = (key: string) =>
      ledger.submit(key, { send: async () => accepted(String(++count)), find: async () => undefined })
    for (const key of ['a', 'b', 'c', 'b', 'c']) await submit(key)
    expect(count).toBe(3)
    await submit('a') // pushed out by c
    expect(count).toBe(4)
    await vi.advanceTimersByTimeAsync(1_001)
    await submit('a')
    expect(count).toBe(5)
  })

  it('lets the next one try where a step throws', async () => {
    const ledger = new SubmitLedger(0)
    const find = async () => undefined
    const broken = ledger.submit('k', { send: () => Promise.reject(new Error('bug')), find })
    await expect(broken).rejects.toThrow('bug')
    expect(await ledger.submit('k', { send: async () => accepted('r1'), find })).toMatchObject({
      isRepeated: false,
    })
  })
})
