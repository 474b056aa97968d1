// @vitest-environment node
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { listen, type ListeningServer } from '../../../test/support/listen.js'
import type { ProxyHandler } from '../create-proxy-handler.js'
import { toNodeHandler } from './to-node-handler.js'

let open: ListeningServer[] = []

afterEach(async () => {
  await Promise.all(open.map((server) => server.close()))
  open = []
})

type Before = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void> | void

async function start(handler: ProxyHandler, before?: Before) {
  const handle = toNodeHandler(handler)
  const server = await listen((incoming, outgoing) => {
    void Promise.resolve(before?.(incoming, outgoing)).then(() => handle(incoming, outgoing))
  })
  open.push(server)
  return server.url
}

const echo: ProxyHandler = async (request) => new Response(await request.text())
const MEGABYTE = new Uint8Array(1024 * 1024)

/** What `express.json()` leaves behind. */
const parseJson: Before = async (incoming) => {
  let text = ''
  for await (const chunk of incoming) text += String(chunk)
  Object.assign(incoming, { body: JSON.parse(text) as unknown })
}

/** Middleware that reads the body and leaves this of it. */
function consumedAs(body: unknown): Before {
  return async (incoming) => {
    for await (const chunk of incoming) void chunk
    Object.assign(incoming, { body })
  }
}

describe('the request', () => {
  it('has its method, address, headers and body', async () => {
    let seen: Request | undefined
    const url = await start(async (request) => {
      seen = request.clone()
      return echo(request)
    })
    const response = await fetch(`${url}/api/proxy?a=b%20c&d=?`, {
      method: 'PATCH',
      body: 'käse',
      headers: { 'x-a': '1' },
    })
    expect(await response.text()).toBe('käse')
    expect(seen?.method).toBe('PATCH')
    expect(seen?.url).toBe(`${url}/api/proxy?a=b%20c&d=?`)
    expect(seen?.headers.get('x-a')).toBe('1')
  })

  it('has the whole path where a framework has mounted it', async () => {
    const url = await start(
      async (request) => new Response(new URL(request.url).pathname),
      (incoming) => {
        Object.assign(incoming, { originalUrl: incoming.url, url: '/' })
      },
    )
    expect(await (await fetch(`${url}/api/proxy`)).text()).toBe('/api/proxy')
  })

  it.each(['http://evil.com/path', '//evil.com/path', '/path', '*'])(
    'with the request line %s is still addressed to this host',
    async (line) => {
      const url = await start(async (request) => new Response(new URL(request.url).host))
      const { port, host } = new URL(url)
      const answer = await new Promise<string>((resolve, reject) => {
        const socket = connect(Number(port), '127.0.0.1')
        let text = ''
        socket.on('data', (chunk) => (text += chunk.toString()))
        socket.on('end', () => resolve(text)).on('error', reject)
        socket.end(`GET ${line} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
      })
      expect(answer).toContain(host)
      expect(answer).not.toContain('evil')
    },
  )

  it('may have been read by a body parser before', async () => {
    const url = await start(echo, parseJson)
    const response = await fetch(url, { method: 'POST', body: '{ "prompt": "hi" }' })
    expect(await response.json()).toEqual({ prompt: 'hi' })
  })

  it.each(['text', Buffer.from('bytes')])('may have been parsed as %j', async (body) => {
    const url = await start(echo, consumedAs(body))
    expect(await (await fetch(url, { method: 'POST', body: 'x' })).text()).toBe(String(body))
  })

  it.each([undefined, null, '', {}, [], Buffer.alloc(0)])(
    'that was read and left as %j is refused, not passed on as an empty one',
    async (left) => {
      const handler = vi.fn(echo)
      const url = await start(handler, consumedAs(left))
      const prompt = '{"prompt":"a fox"}'
      const inChunks = new Blob([prompt]).stream()
      for (const init of [{ body: prompt }, { body: inChunks, duplex: 'half' }]) {
        const response = await fetch(url, { method: 'POST', ...init } as RequestInit) // duplex is not in the DOM types
        expect([response.status, await response.text()]).toEqual([
          500,
          expect.stringContaining('body parsers'),
        ])
      }
      expect(handler).not.toHaveBeenCalled()
    },
  )

  it('that was empty or {} and was consumed is unchanged', async () => {
    const empty = await start(echo, consumedAs(undefined))
    expect(await (await fetch(empty, { method: 'DELETE' })).text()).toBe('')
    const parsed = await start(echo, parseJson)
    expect(await (await fetch(parsed, { method: 'PUT', body: '{}' })).text()).toBe('{}')
  })

  it('is read although a parser that did not want it has set an empty body', async () => {
    const url = await start(echo, (incoming) => void Object.assign(incoming, { body: {} }))
    expect(await (await fetch(url, { method: 'POST', body: 'still here' })).text()).toBe('still here')
  })

  it('is read no faster than the handler reads', async () => {
    let takeRest: () => void = () => undefined
    const url = await start(async (request) => {
      const reader = request.body?.getReader()
      await reader?.read()
      await new Promise<void>((resolve) => (takeRest = resolve))
      let size = 1
      while (!(await reader?.read())?.done) size += 1
      return new Response(String(size))
    })
    const outgoing = httpRequest(url, { method: 'POST' })
    const answered = new Promise<number>((resolve) =>
      outgoing.on('response', (response) => resolve(response.resume().statusCode ?? 0)),
    )
    // Sockets hold a few megabytes; after that the writer has to wait.
    let written = 0
    let isHeldUp = false
    const write = () => {
      written += 1
      if (isHeldUp || written > 64) return
      outgoing.write(MEGABYTE, write)
    }
    write()
    let before = 0
    await vi.waitUntil(
      () => {
        isHeldUp = written === before
        before = written
        return isHeldUp
      },
      { interval: 100 },
    )
    expect(written).toBeLessThan(64)
    outgoing.end()
    takeRest()
    expect(await answered).toBe(200)
  })
})

describe('the answer', () => {
  it('has its status, headers and each of its cookies', async () => {
    const url = await start(async () => {
      const headers = new Headers({ 'x-a': '1' })
      headers.append('set-cookie', 'a=1')
      headers.append('set-cookie', 'b=2')
      return new Response(null, { status: 401, headers })
    })
    const response = await fetch(url)
    expect(response.status).toBe(401)
    expect(response.headers.get('x-a')).toBe('1')
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  })

  it('comes chunk by chunk, its headers before the first', async () => {
    let controller: ReadableStreamDefaultController<Uint8Array> | undefined
    const url = await start(
      async () => new Response(new ReadableStream<Uint8Array>({ start: (one) => void (controller = one) })),
    )
    const reader = (await fetch(url)).body?.getReader()
    for (const text of ['one', 'two']) {
      controller?.enqueue(new TextEncoder().encode(text))
      expect(new TextDecoder().decode((await reader?.read())?.value)).toBe(text)
    }
    controller?.close()
    expect((await reader?.read())?.done).toBe(true)
  })

  it('is made no faster than the browser reads', async () => {
    let made = 0
    const url = await start(
      async () =>
        new Response(
          new ReadableStream<Uint8Array>({
            pull: (controller) => {
              made += 1
              controller.enqueue(MEGABYTE)
              if (made === 200) controller.close()
            },
          }),
        ),
    )
    const incoming = await new Promise<IncomingMessage>((resolve) => httpRequest(url, resolve).end())
    incoming.pause()
    let before = -1
    await vi.waitUntil(
      () => {
        const isStill = made === before
        before = made
        return isStill
      },
      { interval: 100 },
    )
    expect(made).toBeLessThan(100)
    incoming.resume()
    await new Promise((resolve) => incoming.once('end', resolve))
    expect(made).toBe(200)
  })

  it('that breaks is reported as broken', async () => {
    const url = await start(
      async () =>
        new Response(
          new ReadableStream<Uint8Array>({
            start: (controller) => controller.enqueue(new Uint8Array(3)),
            pull: (controller) => controller.error(new Error('broken')),
          }),
        ),
    )
    await expect(fetch(url).then((response) => response.text())).rejects.toThrow()
  })

  it('is 500 where the handler throws, and the console has why', async () => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const url = await start(() => Promise.reject(new Error('secret detail')))
    const response = await fetch(url)
    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('secret')
    expect(print).toHaveBeenCalledWith(expect.stringContaining('toNodeHandler'), new Error('secret detail'))
    print.mockRestore()
  })
})

describe('what a web request or answer cannot be', () => {
  it('a TRACE is a 405', async () => {
    const handler = vi.fn(echo)
    const url = new URL(await start(handler))
    const status = await new Promise((resolve, reject) => {
      httpRequest(url, { method: 'TRACE' }, (answer) => resolve(answer.resume().statusCode))
        .on('error', reject)
        .end()
    })
    expect(status).toBe(405)
    expect(handler).not.toHaveBeenCalled()
  })

  it('an answer without a status breaks the connection, not the process', async () => {
    const url = await start(async () => Response.error())
    await expect(fetch(url)).rejects.toThrow()
  })
})

describe('a browser that leaves', () => {
  it('while the handler works aborts the request', async () => {
    const aborted = vi.fn()
    const arrived = new Promise<void>((resolve) => {
      void start(async (request) => {
        request.signal.addEventListener('abort', aborted)
        resolve()
        return new Promise<Response>(() => undefined)
      }).then((url) => {
        const outgoing = httpRequest(url).on('error', () => undefined)
        outgoing.end()
        void arrived.then(() => outgoing.destroy())
      })
    })
    await arrived
    await vi.waitFor(() => expect(aborted).toHaveBeenCalled(), { timeout: 1000 })
  })

  it('in the middle of the answer cancels it', async () => {
    const cancelled = vi.fn()
    const url = await start(
      async () =>
        new Response(
          new ReadableStream<Uint8Array>({
            start: (controller) => controller.enqueue(new Uint8Array(1)),
            cancel: cancelled,
          }),
        ),
    )
    const controller = new AbortController()
    await (await fetch(url, { signal: controller.signal })).body?.getReader().read()
    controller.abort()
    await vi.waitFor(() => expect(cancelled).toHaveBeenCalled(), { timeout: 1000 })
  })

  it('in the middle of the body breaks the reading of it', async () => {
    const failed = vi.fn()
    const url = await start(async (request) => {
      await request.text().catch(failed)
      return new Response('late')
    })
    const outgoing = httpRequest(url, { method: 'POST', headers: { 'content-length': 10 } })
    outgoing.on('error', () => undefined)
    outgoing.write('half', () => outgoing.destroy())
    await vi.waitFor(() => expect(failed).toHaveBeenCalled(), { timeout: 1000 })
  })
})

describe('a body that nobody reads to its end', () => {
  it('does not keep the answer, nor the next call on the same connection, from the browser', async () => {
    const url = await start(async (request) => {
      await request.body?.cancel()
      return new Response('too large', { status: 413 })
    })
    for (let call = 0; call < 3; call += 1) {
      const response = await fetch(url, { method: 'POST', body: new Uint8Array(4 * 1024 * 1024) })
      expect([response.status, await response.text()]).toEqual([413, 'too large'])
    }
  })
})
