import { createServer } from 'node:http'
import { createServer as createTcpServer, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { bytes } from '../../../test/support/bytes.js'
import { createLine, MAX_OWN_SILENCE_MS, STALL_MS } from './lines.js'
import { put as putWith, type PutRequest } from './put.js'

/** A clock that stands still until it is started. */
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

/** A host that takes the connection and nothing else. */
async function silentUrl() {
  const server = createTcpServer((socket) => void socket.pause())
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => void sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  close = () => {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/key`
}

const signal = new AbortController().signal
const put = (request: Omit<PutRequest, 'line' | 'stalls'> & Partial<PutRequest>) =>
  putWith({ line: createLine(request.clock), stalls: 0, ...request })

describe('put', () => {
  it('sends the bytes and reports progress', async () => {
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

  it("reports the status, Retry-After and the storage's error text", async () => {
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

  it('gives a connection up that carried nothing for 30 s while no other one to its host moves', async () => {
    const clock = manualClock()
    const failing = put({ url: await silentUrl(), body: new Blob([bytes(30e6)]), signal, clock })
    clock.pass(STALL_MS)
    await expect(failing).rejects.toMatchObject({ reason: 'stall' })
  })

  it('waits for its turn behind others that move, but not for ever', async () => {
    const clock = manualClock()
    const line = createLine(clock)
    const failing = put({ url: await silentUrl(), body: new Blob([bytes(30e6)]), signal, clock, line })
    const failed = failing.catch((error: unknown) => error)
    let at = 0
    for (; at < MAX_OWN_SILENCE_MS && clock.waiting; at += 10_000) {
      line.moved()
      clock.pass(10_000)
    }
    expect(at).toBeGreaterThan(2 * STALL_MS)
    for (; clock.waiting && at < 30 * 60_000; at += 10_000) {
      line.moved()
      clock.pass(10_000)
    }
    await expect(failed).resolves.toMatchObject({ reason: 'stall' })
  })

  it('reports a refused connection', async () => {
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
