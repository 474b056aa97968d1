import { expect, it } from 'vitest'
import { emulatorFetch } from '../../test/support/emulator-fetch.js'
import { FakeClock } from '../../test/support/fake-clock.js'
import { createEmulator } from '../emulator/index.js'
import { createModelRunnerClient } from './create-client.js'
import { createRunRegistry } from './runs/follow-run.js'

it('forgets the runs of one user, and leaves those of another', async () => {
  localStorage.clear()
  const clock = new FakeClock()
  const emulator = createEmulator({ clock })
  const users = ['anna', 'ben'].map((userKey) => {
    const client = createModelRunnerClient({
      proxyUrl: '/proxy',
      hosts: emulator.hosts,
      fetch: emulatorFetch(emulator),
      storage: localStorage,
      clock,
      userKey,
    })
    const run = client.use(createRunRegistry)('test/echo', 'k')
    const close = run.open()
    run.submit({ text: userKey }).catch(() => {})
    return { client, run, close }
  })
  await clock.advance(5_000)
  expect(users.map(({ run }) => run.store.getState().phase)).toEqual(['succeeded', 'succeeded'])
  await users[0]?.client.clear()
  expect(users.map(({ run }) => run.store.getState().phase)).toEqual(['idle', 'succeeded'])
  const left = Object.keys(localStorage)
  expect(left.some((key) => key.includes('anna'))).toBe(false)
  expect(left.some((key) => key.includes('ben'))).toBe(true)
  for (const { close, client } of users) {
    close()
    client.close()
  }
  emulator.dispose()
})
