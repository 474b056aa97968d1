import { act, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { emulatorFetch } from '../../test/support/emulator-fetch.js'
import { ModelRunnerProvider } from '../context/ModelRunnerProvider.js'
import { createEmulator, type Emulator } from '../emulator/index.js'
import { useChat, type UseChatOptions } from './useChat.js'

const ENDPOINT = 'meta/llama-4-instruct'
let emulator: Emulator
beforeEach(() => {
  localStorage.clear()
  emulator = createEmulator()
  emulator.set({ firstTokenMs: 0, tokenMs: 1 })
})
afterEach(() => emulator.dispose())

function open(options: UseChatOptions = {}, endpoint = ENDPOINT) {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <ModelRunnerProvider proxyUrl="/proxy" fetch={emulatorFetch(emulator)} hosts={emulator.hosts} live="off">
      {children}
    </ModelRunnerProvider>
  )
  return renderHook(() => useChat(endpoint, options), { wrapper })
}
const calls = () => emulator.log.filter(({ route }) => route === 'chat').length

it('streams an answer and shows what it cost once it is charged', async () => {
  const { result } = open()
  act(() => result.current.send('Why is the sky blue?'))
  await waitFor(() => expect(result.current.cost).toBeDefined(), { timeout: 10_000 })
  const [asked, answer] = result.current.messages
  expect(asked).toMatchObject({ role: 'user', content: 'Why is the sky blue?', state: 'done' })
  expect(answer).toMatchObject({ role: 'assistant', state: 'done', cost: result.current.cost })
  expect(Number(result.current.cost)).toBe(Number(emulator.billed().total))
})

it('never sends a cut answer again: what arrived stays until its request is read', async () => {
  emulator.set({ faults: [{ route: 'chat', times: 1, chat: { cutAfterTokens: 5 } }] })
  const { result } = open()
  act(() => result.current.send('Hello'))
  await waitFor(() => expect(result.current.phase).toBe('failed'), { timeout: 10_000 })
  expect(result.current.error).toMatchObject({ billed: 'unknown', maybeSubmitted: true })
  expect(result.current.messages[1]?.content).not.toBe('')
  act(() => result.current.retry())
  await waitFor(() => expect(result.current.messages[1]?.state).toBe('done'), { timeout: 10_000 })
  expect([calls(), result.current.phase, result.current.error]).toEqual([1, 'idle', undefined])
  expect(Number(result.current.cost)).toBe(Number(emulator.billed().total))
})

it('says that the balance does not reach, and keeps what was asked', async () => {
  const { result } = open({}, 'test/insufficient-balance')
  act(() => result.current.send('Hello'))
  await waitFor(() => expect(result.current.error?.kind).toBe('insufficient-balance'), { timeout: 10_000 })
  expect(result.current.error?.billed).toBe(false)
  expect(result.current.messages).toMatchObject([{ role: 'user', content: 'Hello', state: 'failed' }])
})

it('reads what a stopped answer cost', async () => {
  emulator.set({ tokenMs: 10 })
  const { result } = open()
  act(() => result.current.send('Hello'))
  await waitFor(() => expect(result.current.messages[1]?.content).not.toBe(''), { timeout: 10_000 })
  act(() => result.current.stop())
  expect(result.current.messages[1]).toMatchObject({ state: 'stopped', billed: 'unknown' })
  await waitFor(() => expect(result.current.cost).toBeDefined(), { timeout: 20_000 })
  expect(result.current.messages[1]).toMatchObject({ state: 'stopped', billed: undefined })
}, 40_000)

it('finds a conversation again after a reload in the middle of an answer, without asking twice', async () => {
  emulator.set({ tokenMs: 5 })
  const first = open({ persistKey: 'talk' })
  act(() => first.result.current.send('Hello'))
  await waitFor(() => expect(first.result.current.messages[1]?.content).not.toBe(''), { timeout: 10_000 })
  const stored = Object.entries(localStorage) as [string, string][]
  first.unmount()
  const second = open({ persistKey: 'talk' })
  expect(stored.length).toBeGreaterThan(0)
  await waitFor(() => expect(second.result.current.messages[1]?.state).toBe('done'), { timeout: 25_000 })
  expect(calls()).toBe(1)
}, 40_000)
