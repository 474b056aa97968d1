// @vitest-environment node
import { describe, expect, it, onTestFinished } from 'vitest'
import { emulatorFetch } from '../../../test/support/emulator-fetch.js'
import { FakeClock } from '../../../test/support/fake-clock.js'
import { createEmulator } from '../../emulator/index.js'
import { createClient } from '../create-client.js'
import { createEnvironment } from '../environment.js'
import { createRunRegistry } from './follow-run.js'

/** A click while the browser says that there is no network. */
async function click(isReallyOffline: boolean) {
  const clock = new FakeClock()
  const emulator = createEmulator({ clock })
  const methods: string[] = []
  const reach = emulatorFetch(emulator)
  const client = createClient({
    proxyUrl: '/proxy',
    hosts: emulator.hosts,
    fetch: (input, init) => {
      methods.push(init?.method ?? 'GET')
      return isReallyOffline ? Promise.reject(new TypeError('Failed to fetch')) : reach(input, init)
    },
    storage: null,
    clock,
    environment: { ...createEnvironment(clock, null), isOffline: () => true },
  })
  onTestFinished(() => client.close())
  const run = createRunRegistry(client)('test/echo')
  onTestFinished(run.open())
  run.submit({ text: 'hello' }).catch(() => {})
  await clock.advance(120_000)
  return { posts: methods.filter((method) => method === 'POST').length, state: run.store.getState() }
}

describe('a click while the browser says that it is offline', () => {
  it('hands nothing that costs to the network where that is so, and says that nothing was billed', async () => {
    const { posts, state } = await click(true)
    expect(posts).toBe(0)
    expect(state).toMatchObject({ phase: 'failed', error: { billed: false, maybeSubmitted: false } })
  })

  it('is sent once where the browser is wrong', async () => {
    const { posts, state } = await click(false)
    expect(posts).toBe(1)
    expect(state.phase).toBe('succeeded')
  })
})
