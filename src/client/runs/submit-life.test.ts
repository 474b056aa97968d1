// @vitest-environment node
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { emulatorFetch } from '../../../test/support/emulator-fetch.js'
import { FakeClock } from '../../../test/support/fake-clock.js'
import { createEmulator } from '../../emulator/index.js'
import { createClient } from '../create-client.js'
import { createRunRegistry } from './follow-run.js'
import type { RunView } from './run.js'

const HOUR = 3_600_000

function open(endpoint = 'test/echo', persistKey?: string) {
  const clock = new FakeClock()
  const emulator = createEmulator({ clock, latencyMs: 100 })
  const client = createClient({
    proxyUrl: '/proxy',
    hosts: emulator.hosts,
    fetch: emulatorFetch(emulator),
    storage: null,
    clock,
  })
  const run = createRunRegistry(client)(endpoint, persistKey)
  onTestFinished(run.open())
  onTestFinished(() => client.close())
  const phases: RunView['phase'][] = []
  run.store.subscribe(({ phase }) => void (phases.at(-1) !== phase && phases.push(phase)))
  const submits = () => emulator.log.filter(({ route }) => route === 'submit').length
  return { clock, emulator, run, phases, submits, state: () => run.store.getState() }
}

describe('a submit that is refused with 429', () => {
  it('is tried again while the phase is submitting, and reported once', async () => {
    const { clock, emulator, run, phases, submits } = open()
    emulator.set({ faults: [{ route: 'submit', times: 2, status: 429 }] })
    const onSubmitted = vi.fn()
    const onError = vi.fn()
    void run.submit({ text: 'hello' }, { onSubmitted, onError })
    await clock.advance(60_000)
    expect(phases).toEqual(['submitting', 'queued', 'running', 'succeeded'])
    expect(submits()).toBe(3)
    expect([onSubmitted.mock.calls.length, onError.mock.calls.length]).toEqual([1, 0])
  })

  it('fails without a bill once its tries are used up', async () => {
    const { clock, emulator, run, submits, state } = open()
    emulator.set({ faults: [{ route: 'submit', status: 429 }] })
    run.submit({ text: 'hello' }).catch(() => {})
    await clock.advance(120_000)
    expect(submits()).toBe(3)
    expect(state()).toMatchObject({
      phase: 'failed',
      error: { kind: 'rate-limited', billed: false, maybeSubmitted: false },
    })
  })
})

describe('several runs at once under one name', () => {
  it('do not wait for each other, and are each reported once', async () => {
    const { clock, emulator, run, submits } = open('test/echo', 'name')
    // No answer yet: whoever waited for the first would not have been sent.
    emulator.set({ faults: [{ route: 'submit', answerDelayMs: 5_000 }] })
    const callbacks = [vi.fn(), vi.fn(), vi.fn()]
    for (const [at, onSucceeded] of callbacks.entries())
      void run.submit({ text: `number ${at}` }, { concurrent: true, onSucceeded })
    await clock.advance(1_000)
    expect(submits()).toBe(3)
    await clock.advance(60_000)
    expect(callbacks.map(({ mock }) => mock.calls.length)).toEqual([1, 1, 1])
    const ids = callbacks.map(({ mock }) => (mock.calls[0]?.[0] as { requestId: string }).requestId)
    expect(new Set(ids).size).toBe(3)
  })
})

describe('the time that a run took', () => {
  it.each([
    ['back', -HOUR],
    ['on', HOUR],
  ])('is not changed by a clock that is set %s', async (_, ms) => {
    const { clock, emulator, run, state } = open('test/slow')
    emulator.set({ slowMs: 30_000 })
    void run.submit({ text: 'hello' })
    await clock.advance(10_000)
    clock.step(ms)
    await clock.advance(60_000)
    const { phase, startedAt = NaN, endedAt = NaN } = state()
    expect(phase).toBe('succeeded')
    expect(endedAt - startedAt).toBeGreaterThan(29_000)
    expect(endedAt - startedAt).toBeLessThan(40_000)
  })
})

describe('a refused submit whose error cannot be read, since that code cannot be fetched', () => {
  it('is still known as an empty balance, and not billed', async () => {
    vi.doMock('../errors/from-response.js', () => {
      throw new TypeError('Failed to fetch dynamically imported module')
    })
    onTestFinished(() => vi.doUnmock('../errors/from-response.js'))
    // It was fetched before all tests.
    vi.resetModules()
    const { clock, run, state } = open('test/insufficient-balance')
    run.submit({ text: 'hello' }).catch(() => {})
    // Modules are fetched anew, which takes time that no fake clock moves.
    await vi.waitFor(
      async () => {
        await clock.advance(1_000)
        expect(state()).toMatchObject({
          phase: 'failed',
          // The status alone says it: nothing of the body was read.
          error: { kind: 'insufficient-balance', status: 402, billed: false, requestId: undefined },
        })
      },
      { timeout: 30_000 },
    )
  })
})
