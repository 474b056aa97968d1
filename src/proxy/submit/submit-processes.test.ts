// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { guardStore } from '../store/guarded-store.js'
import { createMemoryStore } from '../store/memory-store.js'
import type { ProxyStore } from '../store/proxy-store.js'
import { StoreAge } from '../store/store-age.js'
import { PlatformAnswer } from '../upstream/platform.js'
import { SETTLING_MS, SubmitLedger, type SubmitOutcome, type SubmitSteps } from './submit-ledger.js'

const NOW = Date.UTC(2026, 0, 1)
beforeEach(() => void vi.useFakeTimers({ now: NOW }))
afterEach(() => void vi.useRealTimers())

const here = new AbortController().signal
const accepted = (requestId: string): SubmitOutcome => ({
  type: 'accepted',
  requestId,
  answer: new PlatformAnswer(201, `{"request_id":"${requestId}"}`, new Headers()),
})
const unknown: SubmitOutcome = { type: 'unknown', answer: new PlatformAnswer(500, '', new Headers()) }
const refused: SubmitOutcome = { type: 'refused', answer: new PlatformAnswer(422, '', new Headers()) }

/** A store whose values can be read and lost, and that can be away. */
function openStore() {
  const memory = createMemoryStore()
  const state = { isAway: false }
  const onFailure = vi.fn()
  const guarded =
    <Args extends unknown[], T>(work: (...args: Args) => Promise<T>) =>
    (...args: Args) =>
      state.isAway ? Promise.reject(new Error('ECONNREFUSED')) : work(...args)
  const store: ProxyStore = {
    get: guarded((key) => memory.get(key)),
    setIfAbsent: guarded((key, value, ttlMs) => memory.setIfAbsent(key, value, ttlMs)),
    replace: guarded((key, expected, value, ttlMs) => memory.replace(key, expected, value, ttlMs)),
    remove: guarded((key, expected) => memory.remove(key, expected)),
  }
  const entry = async (key = 'k') => {
    const text = await memory.get(key)
    return text === undefined ? undefined : (JSON.parse(text) as Record<string, unknown>)
  }
  const write = (value: object) => memory.setIfAbsent('k', JSON.stringify(value), 1e9)
  async function lose(key = 'k') {
    const text = await memory.get(key)
    if (text !== undefined) await memory.remove(key, text)
  }
  return { store, memory, state, onFailure, entry, write, lose }
}

/** One process: its own ledger on the shared store. */
function processOn(
  { store, onFailure }: ReturnType<typeof openStore>,
  { isOld = true, isShared = true } = {},
) {
  const guarded = guardStore(store, onFailure)
  if (isOld) void guarded.setIfAbsent('born', '0', 1e9)
  return new SubmitLedger(guarded, new StoreAge(guarded, isShared))
}

/** A submit whose sending the test ends. */
function held(found?: SubmitOutcome) {
  let finish: (outcome: SubmitOutcome) => void = () => undefined
  const send = vi.fn(() => new Promise<SubmitOutcome>((resolve) => (finish = resolve)))
  const find = vi.fn(async (_isStrict: boolean) => found)
  return { send, find, finish: (outcome: SubmitOutcome) => finish(outcome) }
}

const nothing: SubmitSteps = {
  send: () => Promise.reject(new Error('must not be sent')),
  find: async () => undefined,
}

describe('a submit that another process is making', () => {
  it('is waited for, however long it takes, and its answer is given', async () => {
    const shared = openStore()
    const first = held()
    const made = processOn(shared).submit('k', first, here)
    await vi.advanceTimersByTimeAsync(10)
    const waiting = processOn(shared).submit('k', nothing, here)
    // Longer than a claim lasts that nobody renews.
    await vi.advanceTimersByTimeAsync(40_000)
    expect(await shared.entry()).toMatchObject({ state: 'pending', at: NOW, renewed: NOW + 40_000 })
    first.finish(accepted('r1'))
    await vi.advanceTimersByTimeAsync(200)
    expect(await waiting).toMatchObject({ outcome: { requestId: 'r1' }, isRepeated: true })
    expect((await waiting).outcome.answer).toMatchObject({ status: 201, text: '{"request_id":"r1"}' })
    expect(await made).toMatchObject({ isRepeated: false })
    expect(await shared.entry()).toEqual({
      state: 'accepted',
      requestId: 'r1',
      status: 201,
      text: '{"request_id":"r1"}',
    })
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is sent again where it was refused', async () => {
    const shared = openStore()
    const first = held()
    const made = processOn(shared).submit('k', first, here)
    await vi.advanceTimersByTimeAsync(10)
    const second = held()
    const waiting = processOn(shared).submit('k', second, here)
    first.finish(refused)
    await vi.advanceTimersByTimeAsync(200)
    expect(second.send).toHaveBeenCalledTimes(1)
    expect(second.find).not.toHaveBeenCalled()
    second.finish(accepted('r2'))
    expect(await made).toMatchObject({ outcome: { type: 'refused' } })
    expect(await waiting).toMatchObject({ outcome: { requestId: 'r2' }, isRepeated: false })
  })

  it.each([
    ['its clock is right', 0],
    ['its clock is an hour ahead', 3_600_000],
  ])('is looked up once nobody renews it for 10 s, where %s', async (_, aheadMs) => {
    const shared = openStore()
    await shared.write({ state: 'pending', by: 'dead', renewed: NOW + aheadMs, at: NOW })
    const steps = held()
    const submit = processOn(shared).submit('k', steps, here)
    await vi.advanceTimersByTimeAsync(9_900)
    expect(steps.find).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(6_500)
    expect(steps.find).toHaveBeenCalledWith(true)
    await vi.advanceTimersByTimeAsync(SETTLING_MS)
    expect(steps.send).toHaveBeenCalledTimes(1)
    steps.finish(accepted('r1'))
    expect(await submit).toMatchObject({ outcome: { requestId: 'r1' } })
  })

  it('is looked up at once where it was left long ago, and adopted', async () => {
    const shared = openStore()
    await shared.write({ state: 'pending', by: 'dead', renewed: NOW - 60_000, at: NOW - 60_000 })
    const steps = held(accepted('found'))
    expect(await processOn(shared).submit('k', steps, here)).toMatchObject({
      outcome: { requestId: 'found' },
      isRepeated: true,
    })
    expect(steps.send).not.toHaveBeenCalled()
    expect(await shared.entry()).toMatchObject({ state: 'accepted', requestId: 'found' })
  })

  it('that was left long ago and is not in the list is sent without a wait', async () => {
    const shared = openStore()
    await shared.write({ state: 'pending', by: 'dead', renewed: NOW - 60_000, at: NOW - 60_000 })
    const steps = held()
    const submit = processOn(shared).submit('k', steps, here)
    await vi.advanceTimersByTimeAsync(0)
    expect(steps.find).toHaveBeenCalledTimes(1)
    expect(steps.send).toHaveBeenCalledTimes(1)
    steps.finish(accepted('r1'))
    await submit
  })

  it('is not stale within the skew of two servers’ clocks', async () => {
    const shared = openStore()
    await shared.write({ state: 'pending', by: 'slow', renewed: NOW - 14_000, at: NOW - 14_000 })
    const steps = held()
    void processOn(shared).submit('k', steps, here)
    await vi.advanceTimersByTimeAsync(500)
    expect(steps.find).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(steps.find).toHaveBeenCalled()
  })

  it('is sent by one of two that look it up', async () => {
    const shared = openStore()
    await shared.write({ state: 'unknown', at: NOW - 60_000 })
    const [one, two] = [held(), held()]
    const both = [processOn(shared).submit('k', one, here), processOn(shared).submit('k', two, here)]
    await vi.advanceTimersByTimeAsync(100)
    expect(one.send.mock.calls.length + two.send.mock.calls.length).toBe(1)
    one.finish(accepted('r1'))
    two.finish(accepted('r1'))
    await vi.advanceTimersByTimeAsync(200)
    expect(await Promise.all(both)).toMatchObject([
      { outcome: { requestId: 'r1' } },
      { outcome: { requestId: 'r1' } },
    ])
  })
})

describe('a submit of unknown fate', () => {
  it('is remembered with the time at which it was last suspected', async () => {
    const shared = openStore()
    await processOn(shared).submit('k', { ...nothing, send: async () => unknown }, here)
    expect(await shared.entry()).toEqual({ state: 'unknown', at: NOW })
  })

  it('stays as unknown as it was where the list cannot be read', async () => {
    const shared = openStore()
    await shared.write({ state: 'unknown', at: NOW - 1_000 })
    const find = () => Promise.reject(new Error('list is down'))
    await expect(processOn(shared).submit('k', { ...nothing, find }, here)).rejects.toThrow('list is down')
    expect(await shared.entry()).toEqual({ state: 'unknown', at: NOW - 1_000 })
    expect(vi.getTimerCount()).toBe(0)
  })

  it('stays unknown where all browsers leave before it is sent again', async () => {
    const shared = openStore()
    await shared.write({ state: 'unknown', at: NOW - 60_000 })
    await expect(processOn(shared).submit('k', nothing, AbortSignal.abort())).rejects.toMatchObject({
      status: 499,
    })
    expect(await shared.entry()).toEqual({ state: 'unknown', at: NOW - 60_000 })
  })

  it('is not waited for longer than the list needs where a clock was ahead', async () => {
    const shared = openStore()
    await shared.write({ state: 'unknown', at: NOW + 3_600_000 })
    const steps = held()
    void processOn(shared).submit('k', steps, here)
    await vi.advanceTimersByTimeAsync(SETTLING_MS - 100)
    expect(steps.send).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(200)
    expect(steps.send).toHaveBeenCalledTimes(1)
  })
})

describe('a store that has lost its values', () => {
  it('gets the claim back within a second, so that another process waits', async () => {
    const shared = openStore()
    const first = held()
    const made = processOn(shared).submit('k', first, here)
    await vi.advanceTimersByTimeAsync(100)
    await shared.lose()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(await shared.entry()).toMatchObject({ state: 'pending', at: NOW })
    const waiting = processOn(shared).submit('k', nothing, here)
    await vi.advanceTimersByTimeAsync(2_000)
    first.finish(accepted('r1'))
    await vi.advanceTimersByTimeAsync(200)
    expect(await waiting).toMatchObject({ outcome: { requestId: 'r1' } })
    await made
  })

  it('gets the outcome in place of the claim that it lost', async () => {
    const shared = openStore()
    const first = held()
    const made = processOn(shared).submit('k', first, here)
    await vi.advanceTimersByTimeAsync(100)
    await shared.lose()
    first.finish(accepted('r1'))
    await made
    expect(await shared.entry()).toMatchObject({ state: 'accepted', requestId: 'r1' })
  })

  it('keeps what another process wrote meanwhile', async () => {
    const shared = openStore()
    const first = held()
    const made = processOn(shared).submit('k', first, here)
    await vi.advanceTimersByTimeAsync(100)
    await shared.lose()
    await shared.write({ state: 'pending', by: 'other', renewed: NOW + 100, at: NOW + 100 })
    first.finish(unknown)
    await made
    expect(await shared.entry()).toMatchObject({ state: 'pending', by: 'other' })
  })

  it('gets the outcome where a renewal was written and its answer was lost', async () => {
    const shared = openStore()
    const first = held()
    const made = processOn(shared).submit('k', first, here)
    await vi.advanceTimersByTimeAsync(100)
    const own = await shared.entry()
    await shared.lose()
    await shared.write({ ...own, renewed: NOW + 50 })
    first.finish(accepted('r1'))
    await made
    expect(await shared.entry()).toMatchObject({ state: 'accepted', requestId: 'r1' })
  })

  it('is not trusted at first: the list is asked, strictly where others may have sent', async () => {
    for (const isShared of [true, false]) {
      const shared = openStore()
      const ledger = processOn(shared, { isOld: false, isShared })
      const steps = held(accepted('found'))
      const submit = ledger.submit('k', steps, here)
      await vi.advanceTimersByTimeAsync(2_600)
      expect(await submit).toMatchObject({ outcome: { requestId: 'found' }, isRepeated: true })
      expect(steps.find.mock.calls).toEqual([[isShared]])
    }
  })
})

describe('a store that is away', () => {
  it('stops a submit before it is sent, with 503', async () => {
    const shared = openStore()
    const ledger = processOn(shared)
    await vi.advanceTimersByTimeAsync(0)
    shared.state.isAway = true
    await expect(ledger.submit('k', nothing, here)).rejects.toMatchObject({
      status: 503,
      message: expect.stringContaining('Nothing was sent'),
      headers: { 'retry-after': '5' },
      details: { code: 'STORE_UNAVAILABLE' },
    })
  })

  it('gets an accepted submit once it is back; until then this process knows it', async () => {
    const shared = openStore()
    const ledger = processOn(shared)
    const first = held()
    const made = ledger.submit('k', first, here)
    await vi.advanceTimersByTimeAsync(100)
    shared.state.isAway = true
    first.finish(accepted('r1'))
    expect(await made).toMatchObject({ outcome: { requestId: 'r1' } })
    expect(await ledger.submit('k', nothing, here)).toMatchObject({
      outcome: { requestId: 'r1' },
      isRepeated: true,
    })
    await vi.advanceTimersByTimeAsync(60_000)
    shared.state.isAway = false
    await vi.advanceTimersByTimeAsync(3_000)
    expect(await shared.entry()).toMatchObject({ state: 'accepted', requestId: 'r1' })
    expect(await processOn(shared).submit('k', nothing, here)).toMatchObject({
      outcome: { requestId: 'r1' },
    })
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is given up after ten minutes', async () => {
    const shared = openStore()
    const ledger = processOn(shared)
    const first = held()
    const made = ledger.submit('k', first, here)
    await vi.advanceTimersByTimeAsync(100)
    shared.state.isAway = true
    first.finish(accepted('r1'))
    await made
    await vi.advanceTimersByTimeAsync(9 * 60_000)
    expect(await ledger.submit('k', nothing, here)).toMatchObject({ outcome: { requestId: 'r1' } })
    expect(vi.getTimerCount()).toBeGreaterThan(0)
    await vi.advanceTimersByTimeAsync(90_000)
    expect(vi.getTimerCount()).toBe(0)
    await expect(ledger.submit('k', nothing, here)).rejects.toMatchObject({ status: 503 })
  })

  it('gets a submit of unknown fate once it is back, and another process looks it up', async () => {
    const shared = openStore()
    const ledger = processOn(shared)
    const first = held()
    const made = ledger.submit('k', first, here)
    await vi.advanceTimersByTimeAsync(100)
    shared.state.isAway = true
    first.finish(unknown)
    await made
    await vi.advanceTimersByTimeAsync(2_000)
    shared.state.isAway = false
    await vi.advanceTimersByTimeAsync(2_500)
    expect(await shared.entry()).toMatchObject({ state: 'unknown' })
  })
})
