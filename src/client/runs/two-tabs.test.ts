import { describe, expect, it, onTestFinished } from 'vitest'
import { emulatorFetch } from '../../../test/support/emulator-fetch.js'
import { FakeClock } from '../../../test/support/fake-clock.js'
import { fakeLocks } from '../../../test/support/fake-locks.js'
import { laggingStorages } from '../../../test/support/lagging-storage.js'
import { createEmulator } from '../../emulator/index.js'
import { createClient } from '../create-client.js'
import { createRunRegistry } from './follow-run.js'
import type { SubmitOptions } from './submit-options.js'

/** Two tabs with one run's name, in a browser in which what one stores the other reads `lagMs` later. */
function openTwo(lagMs: number) {
  Object.defineProperty(navigator, 'locks', { configurable: true, value: fakeLocks() })
  onTestFinished(() => void Reflect.deleteProperty(navigator, 'locks'))
  const clock = new FakeClock()
  const emulator = createEmulator({ clock, latencyMs: 100 })
  const tabs = laggingStorages(clock, lagMs).map((storage) => {
    const client = createClient({
      proxyUrl: '/proxy',
      hosts: emulator.hosts,
      fetch: emulatorFetch(emulator),
      storage,
      clock,
    })
    const run = createRunRegistry(client)('test/echo', 'k')
    onTestFinished(run.open())
    return {
      submit: (options?: SubmitOptions) => void run.submit({ text: 'hello' }, options).catch(() => {}),
      state: () => run.store.getState(),
    }
  })
  const [a, b] = tabs
  if (!a || !b) throw new Error('There are two tabs.')
  const submits = () => emulator.log.filter(({ route }) => route === 'submit').length
  return { clock, emulator, a, b, submits }
}

describe.each([5, 25, 250])('another tab that reads what was stored %i ms later', (lagMs) => {
  it('does not send again what was refused', async () => {
    const { clock, emulator, a, b, submits } = openTwo(lagMs)
    emulator.set({
      faults: [{ route: 'submit', times: 1, status: 402, body: { error: 'Insufficient balance' } }],
    })
    a.submit()
    await clock.advance(60_000)
    expect(a.state()).toMatchObject({ phase: 'failed', error: { kind: 'insufficient-balance' } })
    expect(b.state().phase).toBe('idle')
    expect(submits()).toBe(1)
  })

  it('shares the run where both are clicked', async () => {
    const { clock, emulator, a, b, submits } = openTwo(lagMs)
    a.submit()
    await clock.advance(3)
    b.submit()
    await clock.advance(60_000)
    expect(emulator.requests()).toHaveLength(1)
    expect(submits()).toBe(1)
    expect(b.state().submitted?.requestId).toBe(a.state().submitted?.requestId)
  })

  it('shows the run that the other one started', async () => {
    const { clock, emulator, a, b } = openTwo(lagMs)
    a.submit()
    await clock.advance(60_000)
    expect(emulator.requests()).toHaveLength(1)
    expect(b.state()).toMatchObject({
      phase: 'succeeded',
      requestId: emulator.requests()[0]?.id,
    })
    expect(a.state().phase).toBe('succeeded')
  })
})

it.each([[undefined], [true]])(
  'another tab does not send what is still on its way (concurrent: %s)',
  async (concurrent) => {
    const { clock, emulator, a, b, submits } = openTwo(5)
    // Longer than it takes to find that the platform does not have it.
    emulator.set({ faults: [{ route: 'submit', times: 1, delayMs: 40_000 }] })
    a.submit({ concurrent })
    await clock.advance(120_000)
    expect(submits()).toBe(1)
    expect(emulator.requests()).toHaveLength(1)
    const requestId = emulator.requests()[0]?.id
    expect([a.state(), b.state()]).toMatchObject([
      { phase: 'succeeded', requestId },
      { phase: 'succeeded', requestId },
    ])
  },
)

it('a click does not share the run of one that was started beside others', async () => {
  const { clock, emulator, a, b } = openTwo(5)
  a.submit({ concurrent: true })
  await clock.advance(50)
  b.submit()
  await clock.advance(60_000)
  expect(emulator.requests()).toHaveLength(2)
})
