import { onTestFinished } from 'vitest'
import { createClient } from '../../src/client/create-client.js'
import type { ClientOptions } from '../../src/client/config.js'
import { loadTracker } from '../../src/client/stream/lazy-tracker.js'
import { HEADERS } from '../../src/protocol/headers.js'
import type { RequestItem } from '../../src/protocol/request-item.js'
import { FakeClock, settle } from './fake-clock.js'
import { createLive } from '../../src/client/live/create-live.js'

/** One event stream that was asked for; the test is its server. */
export interface ScriptedStream {
  /** ms of the clock. */
  readonly at: number
  isOpen: boolean
  snapshot(...ids: string[]): Promise<void>
  update(item: Partial<RequestItem> & { id: string }): Promise<void>
  send(text: string): Promise<void>
  end(): Promise<void>
  break(): Promise<void>
}

/** A proxy whose every answer the test writes, with a clock and a client in front of it. */
export async function scriptedProxy(options: Partial<ClientOptions> & { clock?: FakeClock } = {}) {
  const { clock = new FakeClock(), ...rest } = options
  const items = new Map<string, RequestItem>()
  const streams: ScriptedStream[] = []
  const calls: { at: number; path: string }[] = []
  const script = {
    /** How a stream request is answered. @default a stream */
    onStream: undefined as undefined | (() => Promise<Response>),
    onList: undefined as undefined | ((page: number) => Response | Promise<Response>),
    onItem: undefined as undefined | ((id: string) => Response | Promise<Response>),
  }

  const fetch: typeof globalThis.fetch = (_input, init) => {
    const signal = init?.signal ?? new AbortController().signal
    const url = new URL(new Headers(init?.headers).get(HEADERS.targetUrl) ?? '')
    const path = url.pathname + url.search
    calls.push({ at: clock.now(), path })
    return heed(signal, answer(url, signal))
  }

  function answer(url: URL, signal: AbortSignal): Promise<Response> | Response {
    if (url.pathname === '/requests/stream') return script.onStream?.() ?? openStream(signal)
    if (url.pathname === '/requests') {
      const page = Number(url.searchParams.get('page'))
      return script.onList?.(page) ?? list(page, Number(url.searchParams.get('limit')))
    }
    const id = url.pathname.slice('/requests/'.length)
    const item = items.get(id)
    return (
      script.onItem?.(id) ??
      (item ? Response.json(item) : Response.json({ error: 'Not found' }, { status: 404 }))
    )
  }

  function list(page: number, limit: number): Response {
    const all = [...items.values()].reverse()
    const data = all.slice((page - 1) * limit, page * limit)
    return Response.json({ page, limit, total: all.length, totalPages: Math.ceil(all.length / limit), data })
  }

  function openStream(signal: AbortSignal): Response {
    const encoder = new TextEncoder()
    let controller: ReadableStreamDefaultController<Uint8Array>
    const body = new ReadableStream<Uint8Array>({ start: (given) => void (controller = given) })
    const close = (work: () => void) => {
      if (stream.isOpen) work()
      stream.isOpen = false
      return settle()
    }
    const event = (data: unknown) => stream.send(`data: ${JSON.stringify(data)}\n\n`)
    const stream: ScriptedStream = {
      at: clock.now(),
      isOpen: true,
      snapshot: (...ids) => event({ type: 'snapshot', requests: ids.map((id) => items.get(id)) }),
      update: (change) => event({ type: 'update', request: put(change) }),
      send(text) {
        if (stream.isOpen) controller.enqueue(encoder.encode(text))
        return settle()
      },
      end: () => close(() => controller.close()),
      break: () => close(() => controller.error(new TypeError('terminated'))),
    }
    signal.addEventListener('abort', () => void close(() => controller.error(signal.reason)))
    streams.push(stream)
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  }

  /** Changes what the platform has, without telling anybody. */
  function put(change: Partial<RequestItem> & { id: string }): RequestItem {
    const updatedAt = new Date(clock.now()).toISOString()
    const item = {
      modelEndpoint: 'test/echo',
      input: { prompt: 'a fox' },
      status: 'IN_QUEUE' as const,
      ...items.get(change.id),
      updatedAt,
      ...change,
    }
    items.set(item.id, item)
    return item
  }

  const done = (id: string) => ({
    id,
    status: 'COMPLETED' as const,
    billingStatus: 'charged' as const,
    output: 'done',
  })

  // Fetched apart by the client; fake time does not wait for it.
  await loadTracker()
  const client = createClient({
    proxyUrl: '/proxy',
    hosts: { queue: 'https://queue.test' },
    storage: null,
    clock,
    fetch,
    ...rest,
  })
  onTestFinished(() => client.close())
  return {
    client,
    clock,
    streams,
    script,
    items,
    put,
    done,
    /** The newest stream. */
    stream() {
      const newest = streams.at(-1)
      if (!newest) throw new Error('No stream was asked for.')
      return newest
    },
    count: (path: string) => calls.filter((call) => call.path.split('?')[0] === path).length,
    calls,
    state: () => client.use(createLive).tracker.connection.getState().state,
    outcome: (id: string) => client.use(createLive).requests.peek(id)?.outcome,
  }
}

function heed<T>(signal: AbortSignal, answer: T | Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
    Promise.resolve(answer).then(resolve, reject)
  })
}
