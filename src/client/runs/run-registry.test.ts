import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { emulatorFetch } from '../../../test/support/emulator-fetch.js'
import { FakeClock } from '../../../test/support/fake-clock.js'
import { createEmulator, type Emulator } from '../../emulator/index.js'
import { createClient } from '../create-client.js'
import type { Client } from '../client.js'
import { createRunRegistry } from './follow-run.js'
import { createLateRun } from './run-registry.js'

const ENDPOINT = 'bytedance/sdxl-lightning-4step'

let clock: FakeClock
let emulator: Emulator
let clients: Client[] = []
/** Whether the code of runs can be fetched, and when it arrives. */
let isOffline = false
let arrive = () => {}
let arrival = Promise.resolve()

beforeEach(() => {
  isOffline = false
  arrival = Promise.resolve()
  localStorage.clear()
  clock = new FakeClock()
  emulator = createEmulator({ clock })
})
afterEach(() => {
  for (const client of clients) client.close()
  clients = []
  emulator.dispose()
})

/** The code stays on its way until `arrive()`. */
function delay() {
  arrival = new Promise<void>((resolve) => (arrive = resolve))
}

async function load() {
  await arrival
  if (isOffline) throw new TypeError('Failed to fetch dynamically imported module')
  return createRunRegistry
}

function openRun(persistKey?: string) {
  const client = createClient({
    proxyUrl: '/proxy',
    hosts: emulator.hosts,
    fetch: emulatorFetch(emulator),
    storage: localStorage,
    clock,
  })
  clients.push(client)
  const run = createLateRun(client, ENDPOINT, persistKey, load)
  return { client, run, phase: () => run.store.getState().phase }
}

const ends = async (phase: () => string) => {
  await vi.waitFor(async () => {
    await clock.advance(1_000)
    expect(phase()).toBe('succeeded')
  })
}

it('a click before the code is there is submitted once, and followed to its output', async () => {
  delay()
  const { run, phase } = openRun()
  const onSucceeded = vi.fn()
  run.open(() => ({ onSucceeded }))
  run.submit({ prompt: 'a lighthouse' }).catch(() => {})
  run.submit({ prompt: 'a second click' }).catch(() => {})
  expect(run.store.getState()).toEqual({ phase: 'submitting', variables: { prompt: 'a lighthouse' } })
  arrive()
  await ends(phase)
  await vi.waitFor(() => expect(onSucceeded).toHaveBeenCalledTimes(1))
  expect(emulator.billed().count).toBe(1)
})

it('a click whose code cannot be fetched fails at once, sends nothing, and can be retried', async () => {
  isOffline = true
  const { run, phase } = openRun()
  const onFailed = vi.fn()
  run.open(() => ({ onFailed }))
  await expect(run.submit({ prompt: 'a lighthouse' })).rejects.toMatchObject({ name: 'ModelRunnerError' })
  expect(phase()).toBe('failed')
  expect(onFailed).toHaveBeenCalledTimes(1)
  expect(emulator.log).toEqual([])
  isOffline = false
  run.retry()
  await ends(phase)
  expect(emulator.billed().count).toBe(1)
})

it('a cancel before the code is there sends nothing', async () => {
  delay()
  const { run } = openRun()
  run.open()
  const answer = run.submit({ prompt: 'a lighthouse' })
  await run.cancel()
  await expect(answer).rejects.toMatchObject({ kind: 'aborted' })
  arrive()
  await clock.advance(10_000)
  expect(emulator.billed().count).toBe(0)
})

it('a stored run is resumed although the code came at the second attempt only', async () => {
  const first = openRun('hero')
  const stopFirst = first.run.open()
  await first.run.submit({ prompt: 'a lighthouse' })
  stopFirst()
  first.client.close()
  isOffline = true
  const { run, phase } = openRun('hero')
  run.open()
  await clock.advance(100)
  expect(phase()).toBe('idle')
  isOffline = false
  await ends(phase)
  expect(emulator.billed().count).toBe(1)
})
