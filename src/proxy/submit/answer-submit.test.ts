// @vitest-environment node
import { request as httpRequest } from 'node:http'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  answerJson,
  startRecordingPlatform,
  type RecordingPlatform,
} from '../../../test/support/recording-platform.js'
import { startProxy, type RunningProxy } from '../../../test/support/start-proxy.js'
import type { ProxyEvent, ProxyOptions } from '../options.js'
import { createMemoryStore } from '../store/memory-store.js'
import type { ProxyStore } from '../store/proxy-store.js'

interface Made {
  id: string
  endpoint: string
  metadata: Record<string, string>
}

let platform: RecordingPlatform
let open: RunningProxy[]
/** What the platform has queued, and will bill. */
let made: Made[]

beforeEach(async () => {
  open = []
  made = []
  platform = await startRecordingPlatform()
  platform.answer = (_, outgoing, { method, url, body }) => {
    if (method === 'GET') return answerJson(outgoing, list(url))
    answerJson(outgoing, queue(url, body), 201)
  }
})

afterEach(async () => {
  vi.useRealTimers()
  await Promise.all([platform, ...open].map((server) => server.close()))
})

function queue(url: string, body: string) {
  const { metadata } = JSON.parse(body) as { metadata: Record<string, string> }
  const item = { id: `request-${made.length + 1}`, endpoint: url.replace('/queue/', ''), metadata }
  made.push(item)
  return { status: 'IN_QUEUE', request_id: item.id }
}

function list(url: string) {
  const wanted = JSON.parse(new URL(url, platform.url).searchParams.get('metadata') ?? '{}') as object
  const data = made
    .filter(({ metadata }) => Object.entries(wanted).every(([key, value]) => metadata[key] === value))
    .map(({ id, endpoint, metadata }) => ({ id, status: 'IN_PROGRESS', modelEndpoint: endpoint, metadata }))
    .reverse()
  return { page: 1, limit: 20, total: data.length, totalPages: 1, data }
}

/** A store whose memory reaches far back: what it does not know was not submitted. */
function oldStore(): ProxyStore {
  const store = createMemoryStore()
  void store.setIfAbsent('born', '0', 1e9)
  return store
}

async function start(options: ProxyOptions = {}) {
  const proxy = await startProxy({ hosts: platform.hosts, store: oldStore(), ...options })
  open.push(proxy)
  const submit = (clientId: string | undefined, init: RequestInit = {}, endpoint = 'owner/alias') =>
    proxy.call(`${platform.hosts.queue}/${endpoint}`, {
      method: 'POST',
      body: JSON.stringify({ prompt: 'hi', metadata: clientId ? { mr_client_id: clientId } : {} }),
      ...init,
    })
  return { proxy, submit }
}

/** Turns a fake clock, slower than the sockets are, until something has ended. */
async function turning<T>(work: Promise<T>): Promise<T> {
  let isOver = false
  const end = () => (isOver = true)
  work.then(end, end)
  while (!isOver) {
    await vi.advanceTimersByTimeAsync(20)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return work
}

const useFakeClock = () => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] })

const submits = () => platform.calls.filter(({ method }) => method === 'POST').length

describe('a second submit with the same client id', () => {
  it('gets the first one’s answer', async () => {
    const events: ProxyEvent[] = []
    const { submit } = await start({ onEvent: (event) => events.push(event) })
    const answers = [await submit('c1'), await submit('c1')]
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    const [first, second] = await Promise.all(answers.map((answer) => answer.json()))
    expect(second).toEqual(first)
    expect(made).toHaveLength(1)
    expect(events.map(({ repeated }) => repeated)).toEqual([undefined, true])
  })

  it('waits for the first one where that is still under way', async () => {
    const { submit } = await start()
    const answers = await Promise.all(Array.from({ length: 20 }, () => submit('c1')))
    const bodies = new Set(await Promise.all(answers.map((answer) => answer.text())))
    expect(bodies.size).toBe(1)
    expect(made).toHaveLength(1)
  })

  it('is one of its own with another id, another endpoint, another user or no id', async () => {
    const { submit } = await start({
      authorize: (request) => ({ userId: request.headers.get('x-user') ?? 'ada' }),
    })
    await submit('c1')
    await submit('c2')
    await submit('c1', {}, 'owner/other')
    await submit('c1', { headers: { 'x-user': 'bob' } })
    await submit(undefined)
    await submit(undefined)
    expect(made).toHaveLength(6)
  })

  it('finds the first one done even though its browser broke off', async () => {
    let finish: () => void = () => undefined
    const arrived = new Promise<void>((resolve) => {
      const { answer } = platform
      platform.answer = (...call) => {
        finish = () => answer(...call)
        platform.answer = answer
        resolve()
      }
    })
    const { proxy, submit } = await start()
    const body = JSON.stringify({ metadata: { mr_client_id: 'c1' } })
    const browser = httpRequest(proxy.url, {
      method: 'POST',
      headers: {
        'x-modelrunner-target-url': `${platform.hosts.queue}/owner/alias`,
        'content-length': body.length,
      },
    })
    browser.on('error', () => undefined)
    browser.end(body)
    await arrived
    browser.destroy()
    const again = submit('c1')
    finish()
    expect(await (await again).json()).toEqual({ status: 'IN_QUEUE', request_id: 'request-1' })
    expect(submits()).toBe(1)
  })
})

describe('a submit that was refused', () => {
  it.each([400, 402, 403, 404, 413, 422, 429])('with %i is not remembered', async (status) => {
    const { answer } = platform
    platform.answer = (_, outgoing) => answerJson(outgoing, { error: 'no' }, status)
    const { submit } = await start()
    expect((await submit('c1')).status).toBe(status)
    platform.answer = answer
    expect((await submit('c1')).status).toBe(201)
    expect(platform.calls.map(({ method }) => method)).toEqual(['POST', 'POST'])
  })
})

describe('a submit that may or may not have been accepted', () => {
  const lose: Record<string, (outgoing: Parameters<RecordingPlatform['answer']>[1]) => void> = {
    'answered 500': (outgoing) => answerJson(outgoing, { error: 'broken' }, 500),
    'answered 408': (outgoing) => answerJson(outgoing, { error: 'slow' }, 408),
    'cut off': (outgoing) => outgoing.destroy(),
    'cut off in its answer': (outgoing) => {
      outgoing.writeHead(201, { 'content-type': 'application/json', 'content-length': 100 })
      outgoing.write('{"status":', () => outgoing.destroy())
    },
    'answered without an envelope': (outgoing) => answerJson(outgoing, { hello: 1 }, 201),
    'never answered': () => undefined,
  }

  it.each(Object.keys(lose))('because it was %s, is found and adopted where it was', async (how) => {
    const { answer } = platform
    platform.answer = (_, outgoing, { url, body }) => {
      queue(url, body)
      platform.answer = answer
      lose[how]?.(outgoing)
    }
    const { submit } = await start({ upstreamTimeoutMs: how === 'never answered' ? 500 : 20_000 })
    const lost = await submit('c1')
    expect(lost.status === 201 || lost.status >= 408).toBe(true)
    const again = await submit('c1')
    expect(again.status).toBe(201)
    const base = `${platform.hosts.queue}/owner/alias/requests/request-1`
    expect(await again.json()).toEqual({
      status: 'IN_PROGRESS',
      request_id: 'request-1',
      response_url: base,
      status_url: `${base}/status`,
      cancel_url: `${base}/cancel`,
    })
    expect(made).toHaveLength(1)
    // Adopted once, it is remembered: the list is not asked again.
    const before = platform.calls.length
    await submit('c1')
    expect(platform.calls).toHaveLength(before)
  })

  it('is sent once more when it was not accepted, after the list had time to show it', async () => {
    const { answer } = platform
    platform.answer = (_, outgoing) => {
      platform.answer = answer
      outgoing.destroy()
    }
    const { submit } = await start()
    expect((await submit('c1')).status).toBe(502)
    useFakeClock()
    const answers = await turning(Promise.all([submit('c1'), submit('c1')]))
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    const methods = platform.calls.map(({ method }) => method)
    expect(methods.filter((method) => method === 'POST')).toHaveLength(2)
    // Right before the second one the list did not have it.
    expect(methods.slice(-2)).toEqual(['GET', 'POST'])
    expect(made).toHaveLength(1)
  })

  it('is not sent again while the list cannot be read', async () => {
    platform.answer = (_, outgoing) => answerJson(outgoing, { error: 'broken' }, 503)
    const { submit } = await start()
    expect((await submit('c1')).status).toBe(503)
    const again = await submit('c1')
    expect(again.status).toBe(502)
    expect(await again.json()).toMatchObject({
      source: 'proxy',
      error: expect.stringContaining('Nothing was sent'),
    })
    expect(submits()).toBe(1)
  })

  it('is not mistaken for a request on another endpoint', async () => {
    made.push({ id: 'other', endpoint: 'owner/other', metadata: { mr_client_id: 'c1' } })
    const { answer } = platform
    platform.answer = (_, outgoing) => {
      platform.answer = answer
      outgoing.destroy()
    }
    const { submit } = await start()
    await submit('c1')
    useFakeClock()
    const again = await turning(submit('c1'))
    expect(await again.json()).toMatchObject({ request_id: 'request-2' })
  })
})

describe('a submit without isolation', () => {
  it('keeps its bytes as they came', async () => {
    const { submit } = await start()
    const body = '{ "seed": 18446744073709551615, "metadata": {"mr_client_id": "c1"} }'
    await submit('c1', { body })
    expect(platform.calls[0]?.body).toBe(body)
  })

  it('that is not JSON is the platform’s to refuse', async () => {
    platform.answer = (_, outgoing) => answerJson(outgoing, { error: 'bad' }, 400)
    const { submit } = await start()
    expect((await submit('c1', { body: 'not json' })).status).toBe(400)
    expect(platform.calls[0]?.body).toBe('not json')
  })
})
