// @vitest-environment node
import { expect, it, onTestFinished } from 'vitest'
import { ChatBrowser } from '../../../test/chat-simulation/chat-browser.js'
import { FakeClock } from '../../../test/support/fake-clock.js'
import type { EmulatorSettings } from '../../emulator/emulator.js'
import { createEmulator } from '../../emulator/index.js'
import { costOf } from './chat-state.js'

const ENDPOINT = 'meta/llama-4-instruct'
const SHORT = { params: { max_tokens: 4 } }

async function openBrowser(settings: Partial<EmulatorSettings> = {}) {
  // Loaded by the client when first needed; the fake clock does not wait for it.
  await Promise.all([import('../errors/from-response.js'), import('./reading.js')])
  const clock = new FakeClock()
  const emulator = createEmulator({ clock })
  emulator.set({ firstTokenMs: 100, tokenMs: 100, ...settings })
  const browser = new ChatBrowser(clock, emulator)
  onTestFinished(() => {
    for (const tab of [...browser.tabs]) tab.kill()
    emulator.dispose()
  })
  const open = () => {
    const tab = browser.open(ENDPOINT, 'talk')
    const state = () => tab.chat.store.getState()
    return { ...tab, state, states: () => state().messages.map((message) => message.state) }
  }
  const calls = (route = 'chat') => emulator.log.filter((entry) => entry.route === route).length
  return { clock, emulator, open, calls }
}

it('sends once where two tabs send in the same moment, and says why to the other', async () => {
  const { clock, open, calls } = await openBrowser()
  const [one, two] = [open(), open()]
  const errors: string[] = []
  one.chat.send('One', SHORT)
  two.chat.send('Two', { ...SHORT, onError: ({ kind, billed }) => errors.push(`${kind} ${billed}`) })
  await clock.advance(2_000)
  expect([calls(), errors]).toEqual([1, ['conflict false']])
  expect(two.state().messages).toEqual(one.state().messages)
  expect(one.state().messages.map(({ content }) => content)).toEqual(['One', expect.stringMatching(/\w/)])
})

it('follows in one tab what another reads, without a word of its own in the record', async () => {
  const { clock, open, calls } = await openBrowser({ tokenMs: 800 })
  const one = open()
  one.chat.send('Earlier', SHORT)
  await clock.advance(100)
  const two = open()
  // The first answer ends, its cost is read by both, and the next answer is on its way meanwhile.
  await clock.advance(2_500)
  one.chat.send('Later', SHORT)
  await clock.advance(1_500)
  two.chat.send('Ignored', SHORT)
  expect([one.state().phase, two.state().phase]).toEqual(['streaming', 'streaming'])
  await clock.advance(10_000)
  expect(calls()).toBe(2)
  expect(two.state().messages).toEqual(one.state().messages)
  expect(one.states()).toEqual(['done', 'done', 'done', 'done'])
  expect(costOf(two.state())).toBe(costOf(one.state()))
})

it('reads the answer of a tab that is gone within seconds, and asks nobody twice', async () => {
  const { clock, open, calls } = await openBrowser({ tokenMs: 500 })
  const one = open()
  one.chat.send('Hello', SHORT)
  await clock.advance(1_300)
  one.kill()
  const two = open()
  expect(two.states()).toEqual(['done', 'streaming'])
  await clock.advance(10_000)
  expect([calls(), two.states()]).toEqual([1, ['done', 'done']])
})

it('stops in every tab where one stops, also one that follows, and says that the answer may still be billed', async () => {
  const { clock, emulator, open, calls } = await openBrowser({ tokenMs: 800 })
  const [one, two] = [open(), open()]
  one.chat.send('Hello', { params: { max_tokens: 20 } })
  await clock.advance(1_500)
  expect(two.states()).toEqual(['done', 'streaming'])
  two.chat.stop()
  await clock.advance(10)
  for (const tab of [one, two]) {
    expect(tab.state().messages[1]).toMatchObject({ state: 'stopped', billed: 'unknown' })
    expect(tab.state().phase).toBe('idle')
  }
  const arrived = one.state().messages[1]?.content
  await clock.advance(60_000)
  expect([calls(), one.state().messages[1]?.content]).toEqual([1, arrived])
  for (const tab of [one, two]) expect(Number(costOf(tab.state()))).toBe(Number(emulator.billed().total))
})

it('counts an answer as stopped where the tab that read it is gone before it is asked', async () => {
  const { clock, open, calls } = await openBrowser({ tokenMs: 800 })
  const [one, two] = [open(), open()]
  one.chat.send('Hello', { params: { max_tokens: 20 } })
  await clock.advance(1_500)
  one.kill()
  two.chat.stop()
  await clock.advance(10_000)
  expect([calls(), two.states()]).toEqual([1, ['done', 'stopped']])
})

it('forgets and replaces the conversation in every tab, also while another one reads an answer', async () => {
  const { clock, emulator, open } = await openBrowser({ tokenMs: 800 })
  const [one, two] = [open(), open()]
  const edited = [{ id: 'a', role: 'user' as const, content: 'Edited', state: 'done' as const }]
  one.chat.send('Hello', SHORT)
  await clock.advance(1_500)
  two.chat.setMessages(edited)
  await clock.advance(10)
  for (const tab of [one, two]) expect(tab.state()).toMatchObject({ messages: edited, phase: 'idle' })
  await clock.advance(30_000)
  // What was left was paid for.
  expect(Number(costOf(two.state()))).toBe(Number(emulator.billed().total))
  one.chat.send('Again', SHORT)
  await clock.advance(1_500)
  two.chat.reset()
  await clock.advance(5_000)
  for (const tab of [one, two]) expect(tab.state()).toMatchObject({ messages: [], phase: 'idle' })
  // Also where nothing is on its way.
  one.chat.setMessages(edited)
  await clock.advance(10)
  expect(two.state().messages).toEqual(edited)
  one.chat.reset()
  await clock.advance(10)
  expect(two.state().messages).toEqual([])
})

it('never sends again what may be billed, however long its request cannot be read', async () => {
  const faults = [
    { route: 'chat' as const, times: 1, chat: { cutAfterTokens: 2 } },
    { route: 'item' as const, status: 503 },
  ]
  const { clock, emulator, open, calls } = await openBrowser({ faults })
  const { chat, state, states } = open()
  chat.send('Hello', SHORT)
  await clock.advance(15 * 60_000)
  const reads = calls('item')
  await clock.advance(60_000)
  // It is given up: nothing is asked for ever.
  expect(calls('item')).toBe(reads)
  chat.retry(SHORT)
  await clock.advance(1_000)
  expect([calls(), states()]).toEqual([1, ['done', 'failed']])
  expect(calls('item')).toBeGreaterThan(reads)
  emulator.set({ faults: [] })
  chat.retry(SHORT)
  await clock.advance(5_000)
  expect([calls(), states()]).toEqual([1, ['done', 'done']])
  expect(Number(costOf(state()))).toBe(Number(emulator.billed().total))
})

it.each([
  ['a page', { status: 200, body: '<html>Sign in</html>' }],
  ['an answer that is none', { status: 200, body: { fine: true } }],
])('does not take %s with status 200 for a refusal', async (_name, fault) => {
  const { clock, open, calls } = await openBrowser({ faults: [{ route: 'chat', times: 1, ...fault }] })
  const { chat, state } = open()
  chat.send('Hello', SHORT)
  await clock.advance(50)
  expect(state().error).toMatchObject({ billed: 'unknown', maybeSubmitted: true })
  chat.retry(SHORT)
  await clock.advance(100)
  expect(calls()).toBe(1)
  // The list does not know it: nothing was taken, and it may be sent.
  await clock.advance(15_000)
  expect(state().error).toMatchObject({ billed: false, maybeSubmitted: false })
  chat.retry(SHORT)
  await clock.advance(10_000)
  expect([calls(), state().messages.at(-1)?.state]).toEqual([2, 'done'])
})
