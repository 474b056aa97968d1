// @vitest-environment node
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createEmulator } from './index.js'
import type { ListeningEmulator } from './index.js'

const KEY = { authorization: 'Key test' }
const MODEL = 'bytedance/sdxl-lightning-4step'
let server: ListeningEmulator
const emulator = createEmulator()

beforeEach(async () => {
  emulator.reset()
  emulator.set({ queueMs: 20, runMs: 30 })
  server = await emulator.listen()
})
afterEach(() => server.close())

test('a prompt becomes an image, reported by the event stream over a real socket', async () => {
  const events: string[] = []
  const leaving = new AbortController()
  const stream = await fetch(`${server.hosts.queue}/requests/stream`, {
    headers: KEY,
    signal: leaving.signal,
  })
  expect(stream.headers.get('content-type')).toContain('text/event-stream')
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
  const submitted = await fetch(`${server.hosts.queue}/${MODEL}`, {
    method: 'POST',
    headers: KEY,
    body: JSON.stringify({ prompt: 'a lighthouse at dusk', seed: 4 }),
  })
  expect(submitted.status).toBe(201)
  while (!events.join('').includes('"COMPLETED"')) events.push((await reader?.read())?.value ?? '')
  const statuses = [...events.join('').matchAll(/"status":"(\w+)"/g)].map(([, status]) => status)
  expect(statuses).toEqual(['IN_QUEUE', 'IN_PROGRESS', 'COMPLETED'])
  const [item] = emulator.requests()
  expect(item?.billingStatus).toBe('charged')
  const picture = await fetch((item?.output as string[])[0] ?? '')
  expect(picture.headers.get('content-type')).toBe('image/png')
  expect(
    Buffer.from(await picture.arrayBuffer())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG')
  expect(emulator.streams()).toEqual({ open: 1, opened: 1 })
  leaving.abort()
  await vi.waitFor(() => expect(emulator.streams().open).toBe(0))
})

test('a stalled stream gives its head and then nothing', async () => {
  emulator.set({ faults: [{ route: 'stream', stream: { stall: true } }] })
  const stream = await fetch(`${server.hosts.queue}/requests/stream`, { headers: KEY })
  expect(stream.status).toBe(200)
  await stream.body?.cancel()
})

test('a stream that is dropped breaks for the reader', async () => {
  emulator.set({ faults: [{ route: 'stream', stream: { dropAfterEvents: 1 } }] })
  const stream = await fetch(`${server.hosts.queue}/requests/stream`, { headers: KEY })
  const reader = stream.body?.getReader()
  const first = await reader?.read()
  expect(new TextDecoder().decode(first?.value)).toContain('snapshot')
  await expect(reader?.read()).rejects.toThrow()
})

test.each(['before', 'during', 'after', 'answer'] as const)(
  'a connection cut %s reads as a network error',
  async (cut) => {
    emulator.set({ faults: [{ route: 'submit', cut, times: 1 }] })
    const submit = async (): Promise<unknown> => {
      const response = await fetch(`${server.hosts.queue}/test/echo`, {
        method: 'POST',
        headers: KEY,
        body: '{}',
      })
      return response.json()
    }
    await expect(submit()).rejects.toThrow()
    expect(emulator.requests()).toHaveLength(cut === 'after' || cut === 'answer' ? 1 : 0)
    expect(emulator.faultCounts()).toEqual({ [`submit:cut-${cut}`]: 1 })
    await expect(submit()).resolves.toMatchObject({ status: 'IN_QUEUE' })
  },
)
