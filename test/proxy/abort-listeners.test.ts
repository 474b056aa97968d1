// @vitest-environment node
import { getEventListeners } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryStore } from '../../src/proxy/store/memory-store.js'
import { guardStore } from '../../src/proxy/store/guarded-store.js'
import { sharedSource } from '../../src/proxy/stream/stream-source.js'
import { callUpstream } from '../../src/proxy/upstream/call-upstream.js'
import { askPlatform } from '../../src/proxy/upstream/platform.js'
import { createTown, IMAGE_MODEL } from '../support/two-users.js'

const listenersOf = (signal: AbortSignal) => getEventListeners(signal, 'abort').length

describe('a signal of many calls upstream', () => {
  const upstreamOf = (answer: () => Response) => ({
    fetch: () => Promise.resolve(answer()),
    timeoutMs: 1_000,
    hosts: [],
    apiKey: 'mr_test_key_0123456789',
  })
  const call = { url: 'https://queue.modelrunner.run/requests', method: 'GET', headers: new Headers() }

  it('is listened to by none of them once its answer was read', async () => {
    const upstream = upstreamOf(() => Response.json({ data: [] }))
    const { signal } = new AbortController()
    for (let page = 1; page <= 50; page += 1) await askPlatform(upstream, 'queue', '/requests', { signal })
    expect(listenersOf(signal)).toBe(0)
  })

  it.each<[string, () => Response, (answer: Response) => unknown]>([
    ['has no body', () => new Response(null, { status: 204 }), () => undefined],
    ['was read to its end', () => new Response('text'), (answer) => answer.text()],
    ['was thrown away', () => new Response('text'), (answer) => answer.body?.cancel()],
    ['broke off', () => new Response(brokenBody()), (answer) => answer.text().catch(() => undefined)],
  ])('is let go where an answer %s', async (_, answer, end) => {
    const { signal } = new AbortController()
    const response = await callUpstream(upstreamOf(answer), { ...call, signal })
    if (response.body) expect(listenersOf(signal)).toBe(1)
    await end(response)
    expect(listenersOf(signal)).toBe(0)
  })

  it('still ends an answer that is being read', async () => {
    const cancel = vi.fn()
    const browser = new AbortController()
    const upstream = {
      ...upstreamOf(() => new Response()),
      fetch: (_: unknown, init?: RequestInit) =>
        Promise.resolve(new Response(endlessBody(init?.signal, cancel))),
    }
    const response = await callUpstream(upstream, { ...call, signal: browser.signal })
    const reader = response.body?.getReader()
    await reader?.read()
    browser.abort()
    await expect(reader?.read()).rejects.toThrow()
    expect(cancel).toHaveBeenCalledOnce()
    expect(listenersOf(browser.signal)).toBe(0)
  })
})

describe('a call of a browser', () => {
  let town: ReturnType<typeof createTown>
  beforeEach(() => {
    town = createTown({ limits: { concurrentRuns: 50 } })
  })
  afterEach(() => town.emulator.dispose())

  const PATHS: [string, 'queue' | 'rest', string, unknown?][] = [
    ['GET', 'rest', '/files?limit=100'],
    ['GET', 'rest', '/files/facets'],
    ['GET', 'rest', '/files/by-url?url={url}'],
    ['GET', 'rest', '/tags'],
    ['GET', 'queue', '/requests'],
    ['GET', 'queue', '/requests/{id}'],
    ['GET', 'queue', `/${IMAGE_MODEL}/requests/{id}`],
    ['GET', 'queue', `/${IMAGE_MODEL}/requests/{id}/status`],
    ['GET', 'queue', '/requests/stream'],
    ['GET', 'rest', '/models/facets'],
    ['POST', 'queue', `/${IMAGE_MODEL}`, { prompt: 'a cat' }],
    ['POST', 'queue', '/chat/echo/chat/completions', { messages: [{ role: 'user', content: 'hi' }] }],
    ['POST', 'rest', '/storage/upload/initiate', { file_name: 'a.png', content_type: 'image/png', size: 3 }],
  ]

  it.each(PATHS)('leaves no listener behind: %s %s %s', async (method, host, path, body) => {
    const ada = town.user('ada')
    const url = await ada.upload('one.png')
    let id = ''
    for (let run = 0; run < 12; run += 1) id = await ada.run()
    const target =
      town.emulator.hosts[host] + path.replace('{url}', encodeURIComponent(url)).replace('{id}', id)
    const request = new Request('http://app.test/proxy', {
      method,
      headers: { 'x-user': 'ada', 'x-modelrunner-target-url': target },
      body: body === undefined ? null : JSON.stringify(body),
    })
    const answer = await town.handler(request)
    if (path.endsWith('/stream')) await answer.body?.cancel()
    else await answer.text()
    expect(listenersOf(request.signal)).toBe(0)
  })
})

describe('a process that waits for another one’s stream', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('does not add a listener with each try', async () => {
    const store = guardStore(createMemoryStore(), () => undefined)
    await store.setIfAbsent('stream:one', 'another process', 3_600_000)
    const direct = vi.fn()
    const life = new AbortController()
    const listener = { onEvent: vi.fn(), onHeartbeat: vi.fn(), inFlight: () => [] }
    void sharedSource(store, 'one', direct)(listener, life.signal)
    await vi.advanceTimersByTimeAsync(120_000)
    expect(listenersOf(life.signal)).toBeLessThanOrEqual(1)
    expect(direct).not.toHaveBeenCalled()
    life.abort()
    await vi.advanceTimersByTimeAsync(0)
    expect(vi.getTimerCount()).toBe(0)
  })
})

function brokenBody(): ReadableStream<Uint8Array> {
  return new ReadableStream({ pull: (controller) => controller.error(new Error('cut')) })
}

/** As fetch does it: an abort breaks the body. */
function endlessBody(signal: AbortSignal | null | undefined, onAbort: () => void) {
  return new ReadableStream<Uint8Array>({
    start(controller) {
      signal?.addEventListener('abort', () => {
        onAbort()
        controller.error(signal.reason)
      })
      controller.enqueue(new TextEncoder().encode('begin'))
    },
  })
}
