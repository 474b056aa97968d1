// @vitest-environment node
import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { expect, it, onTestFinished } from 'vitest'
import { listen } from '../../../test/support/listen.js'
import { startProxy } from '../../../test/support/start-proxy.js'
import { createEmulator } from '../../emulator/index.js'
import type { ClientOptions } from '../config.js'
import { createClient } from '../create-client.js'

const QUEUE = 'https://queue.modelrunner.run'
const CHAT = `${QUEUE}/meta/llama-4-instruct/chat/completions`

interface ReceivedCall {
  method: string
  headers: IncomingMessage['headers']
  body: Buffer
}

/** A server in the proxy's place that keeps what it received. */
async function openServer(
  answer: (response: ServerResponse) => void = (response) => response.end('{}'),
  options: Partial<ClientOptions> = {},
) {
  const received: ReceivedCall[] = []
  const server = await listen((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push({
        method: request.method ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks),
      })
      answer(response)
    })
  })
  const client = createClient({ proxyUrl: server.url, storage: null, live: 'off', ...options })
  onTestFinished(async () => {
    client.close()
    await server.close()
  })
  return { client, received, url: server.url }
}

it('sends a call to the proxy, with its method and body, and names the platform as its target', async () => {
  const { client, received } = await openServer()
  const response = await client.fetch(CHAT, { method: 'POST', body: '{"stream":false}' })
  expect(response.status).toBe(200)
  expect(received[0]).toMatchObject({
    method: 'POST',
    headers: {
      'x-modelrunner-target-url': CHAT,
      'content-type': expect.stringMatching(/^text\/plain/) as string,
    },
  })
  expect(received[0]?.body.toString()).toBe('{"stream":false}')
})

it('takes a Request, a URL and init that overrides the Request', async () => {
  const { client, received } = await openServer()
  const request = new Request(CHAT, { method: 'POST', body: '{"from":"request"}' })
  await client.fetch(request)
  await client.fetch(new URL(`${QUEUE}/v1/models?limit=2`))
  await client.fetch(CHAT, { method: 'DELETE' })
  await client.fetch(new Request(CHAT), { method: 'POST', body: '{"from":"init"}' })
  expect(received.map(({ method, body }) => [method, body.toString()])).toEqual([
    ['POST', '{"from":"request"}'],
    ['GET', ''],
    // Two of the official proxies fail on a method without a body.
    ['DELETE', '{}'],
    ['POST', '{"from":"init"}'],
  ])
  expect(received[1]?.headers['x-modelrunner-target-url']).toBe(`${QUEUE}/v1/models?limit=2`)
  expect(received[2]?.headers['content-type']).toBe('application/json')
})

it('sends neither a key nor what an SDK says about itself, and keeps the headers of the app', async () => {
  const headers = () => Promise.resolve({ 'x-csrf': 'token-1', authorization: 'Key own-secret' })
  const { client, received } = await openServer(undefined, { headers })
  await client.fetch(CHAT, {
    method: 'POST',
    body: '{}',
    headers: {
      authorization: 'Bearer sk-secret',
      'api-key': 'sk-secret',
      'x-api-key': 'sk-secret',
      cookie: 'session=secret',
      'x-stainless-lang': 'js',
      'openai-organization': 'org-1',
      accept: 'text/event-stream',
      'content-type': 'application/json',
      'x-modelrunner-store-io': '0',
      'x-modelrunner-target-url': 'https://evil.example/',
    },
  })
  const own = Object.entries(received[0]?.headers ?? {}).filter(
    ([name]) =>
      !/^(host|connection|user-agent|accept-|sec-fetch|content-length|cache-control|pragma)/.test(name),
  )
  expect(Object.fromEntries(own)).toEqual({
    'x-csrf': 'token-1',
    accept: 'text/event-stream',
    'content-type': 'application/json',
    'x-modelrunner-store-io': '0',
    'x-modelrunner-target-url': CHAT,
  })
  expect(JSON.stringify(received[0]?.headers)).not.toContain('secret')
})

it('sends files and forms byte by byte', async () => {
  const { client, received } = await openServer()
  // Not UTF-8: as text it would arrive as other bytes.
  const bytes = Uint8Array.from([0, 255, 254, 128, 10, 13, 0])
  await client.fetch(CHAT, { method: 'POST', body: bytes })
  const form = new FormData()
  form.append('name', 'Zoë')
  form.append('file', new Blob([bytes], { type: 'image/png' }), 'a.png')
  await client.fetch(CHAT, { method: 'POST', body: form })
  await client.fetch(CHAT, { method: 'POST', body: new URLSearchParams({ a: 'b c' }) })
  expect([...(received[0]?.body ?? [])]).toEqual([...bytes])
  const { headers, body } = received[1] ?? {}
  const read = await new Response(new Uint8Array(body ?? []), {
    headers: { 'content-type': String(headers?.['content-type']) },
  }).formData()
  expect(read.get('name')).toBe('Zoë')
  const file = read.get('file') as File
  expect([...new Uint8Array(await file.arrayBuffer())]).toEqual([...bytes])
  expect(received[2]?.body.toString()).toBe('a=b+c')
  expect(received[2]?.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/)
})

it('refuses every host that is not configured, before anything is sent', async () => {
  const { client, received } = await openServer()
  const refused = [
    'https://api.openai.com/v1/chat/completions',
    'https://queue.modelrunner.run.evil.example/x',
    'http://queue.modelrunner.run/x',
    'https://queue.modelrunner.run:8443/x',
    'data:text/plain,x',
  ]
  for (const url of refused) {
    await expect(client.fetch(url, { method: 'POST', body: '{}' }), url).rejects.toMatchObject({
      kind: 'validation',
      message: expect.stringContaining('baseURL') as string,
    })
  }
  await expect(client.fetch('https://queue.modelrunner.run@evil.example/x')).rejects.toThrow('credentials')
  expect(received).toEqual([])
})

it("calls the configured hosts, under the platform's own names too", async () => {
  const hosts = { queue: 'http://127.0.0.1:4000/queue/', rest: 'http://127.0.0.1:4000/rest' }
  const { client, received } = await openServer(undefined, { hosts })
  for (const url of [CHAT, 'http://127.0.0.1:4000/queue/v1/models', 'https://api.modelrunner.run/models']) {
    await client.fetch(url)
  }
  expect(received.map(({ headers }) => headers['x-modelrunner-target-url'])).toEqual([
    'http://127.0.0.1:4000/queue/meta/llama-4-instruct/chat/completions',
    'http://127.0.0.1:4000/queue/v1/models',
    'http://127.0.0.1:4000/rest/models',
  ])
  await expect(client.fetch('http://127.0.0.1:4000/queue-of-others/x')).rejects.toMatchObject({
    kind: 'validation',
  })
})

it('hands a stream on while it arrives, and the answer as it is', async () => {
  let live: ServerResponse | undefined
  const { client } = await openServer((response) => {
    response.writeHead(207, { 'content-type': 'text/event-stream', 'x-request-id': 'r1' })
    response.write('data: one\n\n')
    live = response
  })
  const response = await client.fetch(CHAT, { method: 'POST', body: '{}' })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader?.read())?.value).toBe('data: one\n\n')
  live?.end('data: two\n\n')
  expect((await reader?.read())?.value).toBe('data: two\n\n')
  expect([response.status, response.headers.get('x-request-id')]).toEqual([207, 'r1'])
})

it('ends the call where its signal aborts, before and while an answer arrives', async () => {
  let live: ServerResponse | undefined
  const { client, received } = await openServer((response) => {
    live = response
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write('data: one\n\n')
  })
  const before = AbortSignal.abort(new Error('changed my mind'))
  await expect(client.fetch(CHAT, { method: 'POST', body: '{}', signal: before })).rejects.toThrow()
  expect(received).toEqual([])
  const controller = new AbortController()
  const response = await client.fetch(CHAT, { method: 'POST', body: '{}', signal: controller.signal })
  const reader = response.body?.getReader()
  await reader?.read()
  const closed = live && once(live, 'close')
  controller.abort()
  await expect(reader?.read()).rejects.toThrow()
  await closed
})

it('streams an answer of a language model through the proxy, without a key in the browser', async () => {
  const emulator = createEmulator()
  emulator.set({ firstTokenMs: 0, tokenMs: 1, keys: ['mr_test_key_0123456789'] })
  const platform = await emulator.listen()
  const proxy = await startProxy({ hosts: platform.hosts })
  const client = createClient({ proxyUrl: proxy.url, storage: null, live: 'off' })
  onTestFinished(async () => {
    client.close()
    await Promise.all([proxy.close(), platform.close()])
    emulator.dispose()
  })
  const body = JSON.stringify({ messages: [{ role: 'user', content: 'Hello' }], stream: true })
  const response = await client.fetch(CHAT, {
    method: 'POST',
    body,
    headers: { authorization: 'Bearer unused', 'content-type': 'application/json' },
  })
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
  expect(await response.text()).toMatch(/data: \[DONE\]\n\n$/)
  expect(emulator.billed().count).toBe(1)
})
