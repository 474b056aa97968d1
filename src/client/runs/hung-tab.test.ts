import { expect, it, onTestFinished } from 'vitest'
import { emulatorFetch } from '../../../test/support/emulator-fetch.js'
import { FakeClock } from '../../../test/support/fake-clock.js'
import { fakeLocks } from '../../../test/support/fake-locks.js'
import { laggingStorages } from '../../../test/support/lagging-storage.js'
import { createEmulator } from '../../emulator/index.js'
import { createClient } from '../create-client.js'
import { createRunRegistry } from './follow-run.js'

it('a tab that watches finds the run of a tab that hangs in the middle of its submit', async () => {
  Object.defineProperty(navigator, 'locks', { configurable: true, value: fakeLocks() })
  onTestFinished(() => void Reflect.deleteProperty(navigator, 'locks'))
  const clock = new FakeClock()
  const emulator = createEmulator({ clock, latencyMs: 100 })
  // The clock of the tab that hangs stands still: none of its timers fires, and it keeps its lock.
  const hungClock = new FakeClock()
  const toEmulator = emulatorFetch(emulator)
  const hungFetch: typeof fetch = async (input, init) => {
    await toEmulator(input, init)
    return new Promise(() => {})
  }
  const [own, hung] = laggingStorages(clock, 5).map((storage, at) => {
    const client = createClient({
      proxyUrl: '/proxy',
      hosts: emulator.hosts,
      fetch: at === 0 ? toEmulator : hungFetch,
      storage,
      clock: at === 0 ? clock : hungClock,
    })
    const run = createRunRegistry(client)('test/echo', 'k')
    onTestFinished(run.open())
    return run
  })
  void hung?.submit({ text: 'hello' }).catch(() => {})
  await clock.advance(10_000)
  expect(emulator.requests()).toHaveLength(1)
  expect(own?.store.getState().phase).toBe('submitting')
  await clock.advance(90_000)
  expect(own?.store.getState()).toMatchObject({ phase: 'succeeded', requestId: emulator.requests()[0]?.id })
  expect(emulator.requests()).toHaveLength(1)
})
