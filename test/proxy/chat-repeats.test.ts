// @vitest-environment node
import { request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import { expect, it, onTestFinished, vi } from 'vitest'
import { costOf } from '../../src/client/chat/chat-state.js'
import { createChat } from '../../src/client/chat/create-chat.js'
import { createClient } from '../../src/client/create-client.js'
import { createEmulator } from '../../src/emulator/index.js'
import { createProxyHandler, toNodeHandler } from '../../src/proxy/index.js'
import type { ProxyEvent } from '../../src/proxy/options.js'
import { createMemoryStore } from '../../src/proxy/store/memory-store.js'
import { listen } from '../support/listen.js'

const ENDPOINT = 'meta/llama-4-instruct'
const LONG = { timeout: 20_000, interval: 20 }

/** How a server between browser and proxy sends one POST twice. */
type Replay =
  | 'after the first was cut' // nginx with proxy_next_upstream non_idempotent
  | 'after the first was answered and lost'
  | 'at the same time, and gives the second answer'

/** Platform, two processes of the proxy with one store, a front that repeats every chat, and a client. */
async function openThrough(replay: Replay, firstTokenMs = 0) {
  const emulator = createEmulator()
  emulator.set({ firstTokenMs, tokenMs: 1 })
  const platform = await emulator.listen()
  const events: ProxyEvent[] = []
  const store = createMemoryStore()
  const start = () =>
    listen(
      toNodeHandler(
        createProxyHandler({
          apiKey: 'mr_test_key_0123456789',
          hosts: platform.hosts,
          authorize: () => ({ userId: 'ada' }),
          store,
          onEvent: (event) => void events.push(event),
        }),
      ),
    )
  const [one, two] = [await start(), await start()]
  const front = await listen((incoming, outgoing) => void relay(incoming, outgoing))
  const client = createClient({
    proxyUrl: `${front.url}/`,
    hosts: platform.hosts,
    storage: null,
    live: 'off',
  })
  onTestFinished(async () => {
    client.close()
    await Promise.all([front, one, two, platform].map((server) => server.close()))
    emulator.dispose()
  })

  async function relay(incoming: IncomingMessage, outgoing: ServerResponse) {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer) // without an encoding set they are buffers
    const body = Buffer.concat(chunks)
    const send = (to: string) => {
      const call = forward(to, { method: incoming.method, headers: incoming.headers, agent: false })
      call.on('error', () => undefined)
      call.end(body)
      return call
    }
    const give = (call: ReturnType<typeof send>) =>
      call.once('response', (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      })
    if (incoming.method !== 'POST') return give(send(two.url))
    const first = send(one.url)
    if (replay === 'after the first was cut') {
      await vi.waitFor(() => expect(emulator.requests()).not.toEqual([]), LONG)
      first.destroy()
    } else if (replay === 'after the first was answered and lost') {
      await new Promise<void>((resolve) =>
        first.once('response', (answer) => answer.once('end', resolve).resume()),
      )
    } else first.once('response', (answer) => answer.resume())
    give(send(two.url))
  }

  const chat = createChat(client, ENDPOINT)
  const posts = () => emulator.log.filter(({ route }) => route === 'chat').length
  return { emulator, chat, events, posts, state: () => chat.store.getState() }
}

it.each(['after the first was answered and lost', 'at the same time, and gives the second answer'] as const)(
  'a chat that something on the way sends twice, %s, is made once, and its answer is read',
  async (replay) => {
    const { emulator, chat, events, posts, state } = await openThrough(replay)
    chat.send('Hello', { params: { max_tokens: 5 } })
    await vi.waitFor(() => expect(costOf(state())).toBeDefined(), LONG)
    expect([posts(), state().messages.map((message) => message.state)]).toEqual([1, ['done', 'done']])
    expect(Number(costOf(state()))).toBe(Number(emulator.billed().total))
    expect(emulator.billed().count).toBe(1)
    expect(events.filter(({ repeated }) => repeated).map(({ status }) => status)).toEqual([409])
  },
)

it('a chat that is sent again after its first call was cut before the first token is not made, and may be tried again', async () => {
  const { emulator, chat, posts, state } = await openThrough('after the first was cut', 60_000)
  const errors: unknown[] = []
  chat.send('Hello', { onError: ({ billed, maybeSubmitted }) => errors.push([billed, maybeSubmitted]) })
  await vi.waitFor(() => expect(errors).toEqual([['unknown', true]]), LONG)
  await vi.waitFor(() => expect(state().unread).toEqual([]), LONG)
  expect(posts()).toBe(1)
  await vi.waitFor(() => expect(state().error?.billed).toBe(false), LONG)
  expect(emulator.billed().count).toBe(0)
})

it('a chat that was refused may be sent again with the same client id', async () => {
  const emulator = createEmulator()
  onTestFinished(() => emulator.dispose())
  const handler = createProxyHandler({
    apiKey: 'mr_test_key_0123456789',
    hosts: emulator.hosts,
    fetch: (input, init) => emulator.fetch(new Request(input as string, init)),
  })
  const call = () =>
    handler(
      new Request('http://app.test/proxy', {
        method: 'POST',
        headers: { 'x-modelrunner-target-url': `${emulator.hosts.queue}/${ENDPOINT}/chat/completions` },
        body: JSON.stringify({
          messages: [{ role: 'user', content: 'Hi' }],
          metadata: { mr_client_id: 'c1' },
        }),
      }),
    )
  emulator.set({ firstTokenMs: 0, tokenMs: 0, faults: [{ route: 'chat', times: 1, status: 429 }] })
  expect((await call()).status).toBe(429)
  expect((await call()).status).toBe(200)
  const again = await call()
  expect(again.status).toBe(409)
  expect(await again.json()).toMatchObject({ source: 'proxy', details: { code: 'REPEATED_CHAT' } })
  expect(emulator.billed().count).toBe(1)
})
