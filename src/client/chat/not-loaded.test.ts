// @vitest-environment node
import { expect, it, onTestFinished, vi } from 'vitest'
import { emulatorFetch } from '../../../test/support/emulator-fetch.js'
import { createEmulator } from '../../emulator/index.js'
import { createClient } from '../create-client.js'
import { createChat } from './create-chat.js'

it('sends nothing while the code that sends cannot be fetched, keeps the message, and sends it on retry', async () => {
  const emulator = createEmulator()
  emulator.set({ firstTokenMs: 0, tokenMs: 0 })
  onTestFinished(() => emulator.dispose())
  const client = createClient({
    proxyUrl: '/proxy',
    hosts: emulator.hosts,
    fetch: emulatorFetch(emulator),
    live: 'off',
    storage: null,
  })
  const chat = createChat(client, 'meta/llama-4-instruct')
  const states = () => chat.store.getState().messages.map(({ state }) => state)
  // What a chunk that the network does not give looks like.
  vi.doMock('./reading.js', () => Promise.reject(new TypeError('Failed to fetch')))
  chat.send('Hello')
  await vi.waitFor(() => expect(states()).toEqual(['failed']))
  expect(chat.store.getState().error).toMatchObject({ kind: 'network', billed: false })
  expect(emulator.log).toEqual([])
  vi.doUnmock('./reading.js')
  chat.retry()
  await vi.waitFor(() => expect(states()).toEqual(['done', 'done']))
})
