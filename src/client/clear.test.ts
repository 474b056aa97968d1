import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { emulatorFetch } from '../../test/support/emulator-fetch.js'
import { FakeClock } from '../../test/support/fake-clock.js'
import { createEmulator, type Emulator } from '../emulator/index.js'
import { createChat, createChats } from './chat/create-chat.js'
import { createClient } from './create-client.js'
import type { Client } from './client.js'
import { createRunRegistry } from './runs/follow-run.js'
import { createResumeRecords } from './uploads/resume-records.js'

const CHAT = 'meta/llama-4-instruct'
const UPLOAD = {
  uploadId: 'id',
  uploadKey: 'key',
  fileUrl: 'https://media/file',
  partSize: 5 * 1024 * 1024,
  etags: {},
}

let clock: FakeClock
let emulator: Emulator
const clients: Client[] = []

beforeEach(() => {
  localStorage.clear()
  clock = new FakeClock()
  emulator = createEmulator({ clock })
})
afterEach(() => {
  for (const client of clients.splice(0)) client.close()
  emulator.dispose()
  vi.unstubAllGlobals()
})

function signIn(userKey: string) {
  const client = createClient({
    proxyUrl: '/proxy',
    hosts: emulator.hosts,
    fetch: emulatorFetch(emulator),
    storage: localStorage,
    clock,
    userKey,
  })
  clients.push(client)
  return client
}

function startRun(client: Client) {
  const run = client.use(createRunRegistry)('test/echo', 'k')
  run.open(() => ({ onSucceeded: () => {} }))
  run.submit({ text: 'x' }).catch(() => {})
  return run
}

/** Of whom something is stored, by the beginning of its key. */
const stored = (user: string) =>
  Object.keys(localStorage)
    .filter((key) => key.includes(user))
    .map((key) => /^[\w-]+:\w+/.exec(key)?.[0])
    .sort()

it('forgets the runs of one user, and leaves those of another', async () => {
  const [anna, ben] = [signIn('anna'), signIn('ben')]
  const runs = [startRun(anna), startRun(ben)]
  await clock.advance(5_000)
  expect(runs.map(({ store }) => store.getState().phase)).toEqual(['succeeded', 'succeeded'])
  expect(stored('anna')).toEqual(['modelrunner:notified', 'modelrunner:run'])
  await anna.clear()
  expect(runs.map(({ store }) => store.getState().phase)).toEqual(['idle', 'succeeded'])
  expect(stored('anna')).toEqual([])
  expect(stored('ben')).toEqual(['modelrunner:notified', 'modelrunner:run'])
})

it.each([0, 5, 50, 200, 1_000, 2_000, 3_000])(
  'a run that was cleared after %d ms stores nothing again',
  async (ms) => {
    emulator.set({ queueMs: 1_000, runMs: 1_000, faults: [{ route: 'submit', delayMs: 500 }] })
    const anna = signIn('anna')
    const run = startRun(anna)
    await clock.advance(ms)
    await anna.clear()
    expect([run.store.getState().phase, stored('anna')]).toEqual(['idle', []])
    await clock.advance(60_000)
    expect([run.store.getState().phase, stored('anna')]).toEqual(['idle', []])
  },
)

it('forgets conversations with a name and without, stored and shown, and leaves those of another user', async () => {
  const [anna, ben] = [signIn('anna'), signIn('ben')]
  const chats = [anna.use(createChats)(CHAT, 'k'), ben.use(createChats)(CHAT, 'k'), createChat(anna, CHAT)]
  for (const chat of chats) {
    chat.resume()
    chat.send('Hello')
  }
  await clock.advance(30_000)
  expect(chats.map(({ store }) => store.getState().messages.length)).toEqual([2, 2, 2])
  expect(stored('anna')).toEqual(['modelrunner:chat'])
  await anna.clear()
  expect(chats.map(({ store }) => store.getState().messages.length)).toEqual([0, 2, 0])
  expect(stored('anna')).toEqual([])
  expect(stored('ben')).toEqual(['modelrunner:chat'])
})

it('an answer that arrives while everything is cleared stores nothing again', async () => {
  emulator.set({ firstTokenMs: 100, tokenMs: 200 })
  const anna = signIn('anna')
  const chat = anna.use(createChats)(CHAT, 'k')
  chat.resume()
  chat.send('Hello')
  await clock.advance(2_000)
  expect([chat.store.getState().phase, stored('anna')]).toEqual(['streaming', ['modelrunner:chat']])
  await anna.clear()
  await clock.advance(60_000)
  expect([chat.store.getState().messages, stored('anna')]).toEqual([[], []])
})

it('forgets records of uploads, and leaves those of another user', async () => {
  const [anna, ben] = [signIn('anna'), signIn('ben')]
  for (const { config } of [anna, ben])
    await createResumeRecords(config).start('file', { ...UPLOAD, startedAt: clock.now() })
  expect(stored('anna')).toEqual(['modelrunner-react:upload'])
  await anna.clear()
  expect(stored('anna')).toEqual([])
  expect(stored('ben')).toEqual(['modelrunner-react:upload'])
})

it('leaves a user whose key or names contain the other one’s', async () => {
  const [anna, other] = [signIn('a'), signIn('aa')]
  const name = `modelrunner:draft:${JSON.stringify([other.config.scope, 'test/echo', anna.config.scope])}`
  localStorage.setItem(name, '{}')
  localStorage.setItem('modelrunner:mine', anna.config.scope)
  await anna.clear()
  expect(Object.keys(localStorage).sort()).toEqual([name, 'modelrunner:mine'].sort())
})

it('ends also where the database never answers', async () => {
  vi.stubGlobal('indexedDB', { open: () => ({}) })
  const anna = signIn('anna')
  const isDone = vi.fn()
  void anna.clear().then(isDone)
  await clock.advance(10_000)
  expect(isDone).toHaveBeenCalled()
})
