import { onTestFinished } from 'vitest'
import type { ClientOptions } from '../../src/client/config.js'
import { createClient } from '../../src/client/create-client.js'
import { HEADERS } from '../../src/protocol/headers.js'
import type { RequestItem } from '../../src/protocol/request-item.js'
import { FakeClock, settle } from '../support/fake-clock.js'
import { createLive } from '../../src/client/live/create-live.js'

const encoder = new TextEncoder()

/** A client over an event stream that keeps nothing of what it sent, so that all that stays is the client's. */
export async function steadyStream(options: Partial<ClientOptions> = {}) {
  const clock = new FakeClock()
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  let submits = 0

  const fetch: typeof globalThis.fetch = (_input, init) => {
    const target = new Headers(init?.headers).get(HEADERS.targetUrl) ?? ''
    if (!target.endsWith('/stream')) return Promise.resolve(Response.json(answer(target, init?.method)))
    const body = new ReadableStream<Uint8Array>({
      start(given) {
        controller = given
        init?.signal?.addEventListener('abort', () => given.error(init.signal?.reason))
      },
    })
    return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }))
  }

  function answer(target: string, method = 'GET') {
    if (method === 'POST') return { request_id: `submit-${submits++}`, status: 'IN_QUEUE' }
    if (target.includes('/requests?')) return { page: 1, limit: 20, total: 0, totalPages: 0, data: [] }
    return itemOf(target.split('/').at(-1) ?? '', 'COMPLETED')
  }

  function send(events: object[]) {
    controller?.enqueue(encoder.encode(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')))
    return settle(3)
  }

  const client = createClient({ proxyUrl: '/proxy', storage: null, clock, fetch, ...options })
  onTestFinished(() => client.close())
  // The leader of a browser's tabs, for days.
  onTestFinished(client.use(createLive).tracker.hold())
  await settle()
  const snapshot = (items: RequestItem[]) => send([{ type: 'snapshot', requests: items }])
  await snapshot([])

  return {
    client,
    clock,
    snapshot,
    updates: (items: RequestItem[]) => send(items.map((request) => ({ type: 'update', request }))),
    async reconnect(items: RequestItem[] = []) {
      controller?.error(new TypeError('terminated'))
      controller = undefined
      while (!controller) await clock.advance(1_000)
      await snapshot(items)
    },
  }
}

/** About as large as a prompt with its settings, so that a thousand forgotten ones would show. */
export function itemOf(
  id: string,
  status: RequestItem['status'],
  more: Partial<RequestItem> = {},
): RequestItem {
  return {
    id,
    modelEndpoint: 'test/echo',
    status,
    billingStatus: status === 'COMPLETED' ? 'charged' : 'pending',
    createdAt: '2026-01-01T00:00:00.000Z',
    input: { prompt: 'two friends cooking together '.repeat(30) },
    ...more,
  }
}
