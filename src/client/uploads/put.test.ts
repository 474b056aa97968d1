import { createServer } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { bytes } from '../../../test/support/bytes.js'
import { put, STALL_MS } from './put.js'

/** A clock that stands until it is told to go. */
function manualClock() {
  let now = 0
  const timers = new Set<{ at: number; callback: () => void }>()
  return {
    now: () => now,
    monotonic: () => now,
    random: () => 0,
    after(ms: number, callback: () => void) {
      const timer = { at: now + ms, callback }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    pass(ms: number) {
      now += ms
      for (const timer of [...timers]) {
        if (timer.at > now || !timers.delete(timer)) continue
        timer.callback()
      }
    },
    get waiting() {
      return timers.size
    },
  }
}

/** A storage on a real socket. */
async function storage(answer: (status: (code: number) => void) => void) {
  const requests: { headers: Record<string, unknown>; size: number }[] = []
  const server = createServer((request, response) => {
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('access-control-allow-headers', 'content-type')
    response.setHeader('access-control-allow-methods', 'PUT')
    response.setHeader('access-control-expose-headers', 'retry-after')
    if (request.method === 'OPTIONS') return void response.writeHead(204).end()
    let size = 0
    request.on('data', (chunk: Buffer) => (size += chunk.length))
    request.on('end', () => {
      requests.push({ headers: request.headers, size })
      answer((code) => void response.writeHead(code, { 'retry-after': '7' }).end('<Message>why</Message>'))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  close = () => {
    server.closeAllConnections()
    server.close()
  }
  const address = server.address()
  return { requests, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/key` }
}
let close = () => {}
afterEach(() => close())

const signal = new AbortController().signal

describe('put', () => {
  it('sends the bytes and tells them', async () => {
    const { url, requests } = await storage((status) => status(200))
    const sent: number[] = []
    const body = new Blob([bytes(200_000)])
    const clock = manualClock()
    const { text } = await put({ url, body, signal, clock, onProgress: (now) => sent.push(now) })
    expect(text).toBe('<Message>why</Message>')
    expect(requests).toMatchObject([{ size: 200_000 }])
    expect(requests[0]?.headers).not.toHaveProperty('content-type')
    expect(requests[0]?.headers).not.toHaveProperty('authorization')
    expect(sent.at(-1)).toBe(200_000)
    expect(clock.waiting).toBe(0)
  })

  it('tells the status, the wish to wait and what the storage said', async () => {
    const { url } = await storage((status) => status(503))
    const failing = put({ url, body: new Blob(['x']), signal, clock: manualClock() })
    await expect(failing).rejects.toMatchObject({
      reason: 'status',
      status: 503,
      retryAfterMs: 7000,
      body: '<Message>why</Message>',
      isRetryable: true,
    })
  })

  it('gives a connection up when nothing moved for 30 s, not before', async () => {
    const clock = manualClock()
    const { url, requests } = await storage(() => {})
    const failing = put({ url, body: new Blob(['x']), signal, clock })
    failing.catch(() => {})
    while (!requests.length) await new Promise((resolve) => setTimeout(resolve, 5))
    clock.pass(STALL_MS - 1)
    expect(clock.waiting).toBe(1)
    clock.pass(1)
    await expect(failing).rejects.toMatchObject({ reason: 'stall', isRetryable: true })
  })

  it('tells a connection that is refused', async () => {
    const failing = put({ url: 'http://127.0.0.1:1/', body: new Blob(['x']), signal, clock: manualClock() })
    await expect(failing).rejects.toMatchObject({ reason: 'network', sent: 0 })
  })

  it('stops at once when aborted', async () => {
    const clock = manualClock()
    const { url } = await storage(() => {})
    const abort = new AbortController()
    const failing = put({ url, body: new Blob(['x']), signal: abort.signal, clock })
    abort.abort(new Error('paused'))
    await expect(failing).rejects.toThrow('paused')
    expect(clock.waiting).toBe(0)
    await expect(put({ url, body: new Blob(['x']), signal: abort.signal, clock })).rejects.toThrow('paused')
  })
})
