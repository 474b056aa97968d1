import { request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import { listen } from '../../test/support/listen.js'

/** What stands between the browser and the storage. */
export interface StorageLine {
  /** Bytes per second of the page's clock, of each connection. @default 1 MB/s */
  speed?: number
  /** All bytes are taken at once and forwarded at the speed of the line, as antivirus, VPN and company proxies do. */
  swallows?: boolean
  /** Seconds of the page's clock between the last byte and the answer. @default 0 */
  answersAfter?: number
  /**
   * `never` the bytes go nowhere · `reset` the connection breaks once they have arrived · `refused` nobody takes the
   * connection · `closed` each connection breaks at its first byte · `hidden` the answer comes without its ETag ·
   * `origin` the preflight refuses the page. @default what the storage answers
   */
  ends?: 'never' | 'reset' | 'refused' | 'closed' | 'hidden' | 'origin'
  /** An answer in place of the storage's. */
  answer?: { status: number; body?: string; headers?: Record<string, string> }
  /** Connections that all this happens to; those after them are as the storage is. @default all */
  times?: number
}

export interface SlowStorage {
  /** Where PUTs go. */
  readonly url: string
  /** Bodies that arrived in whole or in part, and their bytes. */
  readonly taken: { requests: number; bytes: number }
  /** Moves every body on by what the line carries in so many seconds; resolves with whether there was any. */
  tick(seconds: number): Promise<boolean>
  close(): Promise<void>
}

/** One PUT on its way. */
interface Passing {
  tick(seconds: number): Promise<void>
}

const CORS = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'ETag, Retry-After' }

/** A server in front of the platform's storage, on a socket of its own, that is as slow and as broken as `line` says. */
export async function startSlowStorage(platformUrl: string, line: StorageLine): Promise<SlowStorage> {
  const taken = { requests: 0, bytes: 0 }
  const passing = new Set<Passing>()

  function onRequest(request: IncomingMessage, response: ServerResponse) {
    const isSlow = taken.requests < (line.times ?? Infinity)
    if (request.method === 'OPTIONS') {
      if (line.ends === 'origin') return void response.writeHead(403).end()
      return void response
        .writeHead(204, {
          ...CORS,
          'access-control-allow-methods': 'PUT',
          'access-control-allow-headers': 'content-type, content-disposition',
        })
        .end()
    }
    // Somebody looks whether the host is there.
    if (request.method !== 'PUT') return void response.writeHead(403).end()
    taken.requests += 1
    if (isSlow && line.ends === 'closed') return void request.socket.resetAndDestroy()
    const one = pass(request, response, isSlow ? line : {})
    passing.add(one)
    response.once('close', () => passing.delete(one))
  }

  function pass(request: IncomingMessage, response: ServerResponse, on: StorageLine): Passing {
    const body = createBody(request, on.swallows === true)
    const goesOn = !on.answer && on.ends !== 'never' && on.ends !== 'reset'
    const upstream = goesOn ? sendOn(request, response) : undefined
    let isOver = false
    let secondsToAnswer = on.answersAfter ?? 0

    return {
      async tick(seconds) {
        const chunk = await body.take(Math.ceil((on.speed ?? 1e6) * seconds))
        taken.bytes += chunk.length
        if (isOver || on.ends === 'never' || response.destroyed) return
        if (chunk.length > 0) upstream?.write(chunk)
        if (!body.isWhole() || !body.isEmpty()) return
        secondsToAnswer -= seconds
        if (secondsToAnswer > 0) return
        isOver = true
        await end()
      },
    }

    async function end(): Promise<void> {
      if (on.ends === 'reset') return void request.socket.resetAndDestroy()
      if (on.answer) {
        const { status, body: text, headers } = on.answer
        return void response.writeHead(status, { ...CORS, ...headers }).end(text)
      }
      upstream?.end()
      const answer = await upstream?.answered
      if (!answer) return
      const { etag, ...headers } = answer.headers
      const shown = on.ends === 'hidden' ? headers : { ...headers, etag }
      response.writeHead(answer.statusCode ?? 502, { ...shown, ...CORS })
      answer.pipe(response)
    }
  }

  function sendOn(request: IncomingMessage, response: ServerResponse) {
    const upstream = forward(new URL(request.url ?? '/', platformUrl), {
      method: 'PUT',
      headers: { ...request.headers, host: new URL(platformUrl).host },
      agent: false,
    })
    // The page gave up: the storage gets no half body.
    response.once('close', () => {
      if (!response.writableFinished) upstream.destroy()
    })
    upstream.on('error', () => response.destroy())
    return {
      write: (chunk: Buffer) => upstream.write(chunk),
      end: () => upstream.end(),
      // The storage answers as soon as it has as many bytes as were announced.
      answered: new Promise<IncomingMessage | undefined>((resolve) => {
        upstream.once('response', resolve)
        upstream.once('close', () => resolve(undefined))
      }),
    }
  }

  const server = await listen(onRequest)
  const isRefused = line.ends === 'refused'
  if (isRefused) await server.close()
  return {
    url: server.url,
    taken,
    async tick(seconds) {
      const now = [...passing]
      await Promise.all(now.map((one) => one.tick(seconds)))
      return now.length > 0
    },
    close: () => (isRefused ? Promise.resolve() : server.close()),
  }
}

/** A body that is read as its bytes are taken, or all at once. */
function createBody(request: IncomingMessage, swallows: boolean) {
  let held = Buffer.alloc(0)
  let isWhole = false
  let wake = () => {}
  request.on('data', (chunk: Buffer) => {
    held = Buffer.concat([held, chunk])
    if (!swallows) request.pause()
    wake()
  })
  for (const event of ['end', 'close']) {
    request.once(event, () => {
      isWhole = true
      wake()
    })
  }
  return {
    isWhole: () => isWhole,
    isEmpty: () => held.length === 0,
    /** So many bytes, or what there is at its end. */
    async take(bytes: number): Promise<Buffer> {
      while (held.length < bytes && !isWhole) {
        const more = new Promise<void>((resolve) => (wake = resolve))
        request.resume()
        await more
      }
      const chunk = held.subarray(0, bytes)
      held = held.subarray(bytes)
      return chunk
    },
  }
}
