// @vitest-environment node
import { describe, expect, it, vi } from 'vitest'
import { createProxyHandler } from '../../src/proxy/create-proxy-handler.js'
import { createUser } from '../../src/proxy/isolation/user.js'
import type { ProxyOptions } from '../../src/proxy/options.js'
import { createTown } from '../support/two-users.js'

const REST = 'https://api.modelrunner.run'
const QUEUE = 'https://queue.modelrunner.run'
const SECRET = 'the secret of the app'

interface Library {
  uploads: number
  requests: number
  outputsEach: number
}

/** A platform with one user's files in it; counts what it is asked. */
async function libraryOf({ uploads, requests, outputsEach }: Library, options: ProxyOptions = {}) {
  const ada = await createUser(SECRET, 'ada')
  const time = (index: number) => new Date(Date.UTC(2026, 10, 1) - index * 60_000).toISOString()
  const url = (name: string) => `https://media.modelrunner.ai/${name}`
  const base = { isFavorited: false, tags: [] }
  const uploaded = Array.from({ length: uploads }, (_, index) => ({
    ...base,
    id: `u${index}`,
    url: url(`x-${ada.filePrefix}${index}.png`),
    source: 'upload',
    createdAt: time(index),
  }))
  const items = Array.from({ length: requests }, (_, index) => ({
    id: `r${index}`,
    status: 'COMPLETED',
    createdAt: time(index),
    updatedAt: time(index),
    metadata: { mr_user: ada.ownerTag },
    output: Array.from({ length: outputsEach }, (_unused, output) => url(`r${index}-${output}.png`)),
  }))
  const outputs = items.flatMap((item) =>
    item.output.map((one) => ({
      ...base,
      id: one,
      url: one,
      source: 'request_output',
      createdAt: item.createdAt,
      of: item.id,
    })),
  )
  const calls: { url: string; signal: AbortSignal | null | undefined }[] = []
  const page = <T>(all: readonly T[], search: URLSearchParams) => {
    const [limit, number] = [Number(search.get('limit') ?? 20), Number(search.get('page') ?? 1)]
    return { items: all.slice((number - 1) * limit, number * limit), total: all.length }
  }
  const handler = createProxyHandler({
    apiKey: 'mr_test_key_0123456789',
    userSecret: SECRET,
    authorize: () => ({ userId: 'ada' }),
    fetch: async (input, init) => {
      const { pathname, searchParams } = new URL(String(input))
      calls.push({ url: String(input), signal: init?.signal })
      await new Promise((resolve) => setTimeout(resolve, 1))
      if (pathname === '/requests') {
        const { items: data, total } = page(items, searchParams)
        return Response.json({ data, total })
      }
      const of = searchParams.get('requestId')
      const all = of
        ? outputs.filter((file) => file.of === of)
        : searchParams.get('sources') === 'upload'
          ? uploaded
          : outputs
      const { items: files, total } = page(all, searchParams)
      return Response.json({ items: files, pagination: { total } })
    },
    ...options,
  })
  const list = (query = '', signal?: AbortSignal) =>
    handler(
      new Request('http://app.test/proxy', {
        headers: { 'x-modelrunner-target-url': `${REST}/files${query}` },
        signal: signal ?? null,
      }),
    )
  return { calls, list }
}

describe('a library of 1,000 files', () => {
  it.each([
    { uploads: 1_000, requests: 0, outputsEach: 1 },
    { uploads: 700, requests: 300, outputsEach: 1 },
    { uploads: 0, requests: 250, outputsEach: 4 },
  ])('is listed cold with at most 12 calls ($uploads uploads, $requests requests)', async (library) => {
    const { calls, list } = await libraryOf(library)
    const answer = (await (await list('?limit=50')).json()) as {
      items: { createdAt: string }[]
      pagination: { total: number }
    }
    expect(answer.items).toHaveLength(50)
    expect(answer.pagination.total).toBe(1_000)
    const times = answer.items.map(({ createdAt }) => createdAt)
    expect(times).toEqual([...times].sort().reverse())
    expect(calls.length).toBeLessThanOrEqual(12)
    const before = calls.length
    const facets = await (await list('/facets')).json()
    expect(facets).toMatchObject({ all: 1_000, uploads: library.uploads })
    expect(calls.length - before).toBeLessThanOrEqual(20)
  })

  it('is read once for fifty callers, and not to the end when all of them leave', async () => {
    const { calls, list } = await libraryOf({ uploads: 700, requests: 300, outputsEach: 1 })
    await Promise.all(Array.from({ length: 50 }, () => list()))
    expect(calls.length).toBeLessThanOrEqual(12)
    const before = calls.length
    const browsers = Array.from({ length: 50 }, () => new AbortController())
    const answers = browsers.map(({ signal }) => list('', signal))
    await vi.waitFor(() => expect(calls.length).toBeGreaterThan(before))
    browsers.forEach((browser) => browser.abort())
    await Promise.all(answers)
    const left = calls.length
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(calls.length).toBe(left)
    expect(left - before).toBeLessThan(8)
  })
})

describe('a file that is named to turn up in somebody else’s library', () => {
  it.each([
    (prefix: string) => `${prefix}gift.png`,
    (prefix: string) => `a/${prefix}gift.png`,
    (prefix: string) => `a%2f${prefix}gift.png`,
    (prefix: string) => `a\\${prefix}gift.png`,
    (prefix: string) => `${prefix.toUpperCase()}gift.png`,
    (prefix: string) => prefix.slice(0, -1),
  ])('belongs only to its uploader (%#)', async (nameFrom) => {
    const { user } = createTown()
    const [ada, bob] = [user('ada'), user('bob')]
    await ada.upload('own.png')
    const own = await ada.call<{ items: { url: string }[] }>('GET', 'rest', '/files')
    const prefix = /mru[0-9a-f]{20}-/.exec(own.json.items[0]?.url ?? '')?.[0] ?? ''
    expect(prefix).not.toBe('')
    for (let upload = 0; upload < 5; upload += 1) await bob.upload(nameFrom(prefix))
    const after = await ada.call<{ items: { url: string }[] }>('GET', 'rest', '/files')
    expect(after.json.items).toEqual(own.json.items)
    const theirs = await bob.call<{ items: { url: string }[] }>('GET', 'rest', '/files')
    expect(theirs.json.items).toHaveLength(5)
    for (const { url } of theirs.json.items) expect(url.toLowerCase()).not.toContain(prefix.slice(0, -1))
  })
})

describe('an upstream that repeats what it was sent', () => {
  const KEY = 'mr_live_secret_key_1234'

  it('gives away neither the key nor the owner tag: headers, status text, body, event stream', async () => {
    const { ownerTag } = await createUser(SECRET, 'ada')
    const echo = `Key ${KEY} ${ownerTag}`
    for (const type of ['application/json', 'text/html', 'text/event-stream']) {
      const handler = createProxyHandler({
        apiKey: KEY,
        userSecret: SECRET,
        authorize: () => ({ userId: 'ada' }),
        fetch: async () =>
          new Response(`data: {"said":"${echo}","metadata":{"mr_user":"${ownerTag}"}}\n\n`, {
            status: 400,
            statusText: echo,
            headers: { 'content-type': type, 'x-modelrunner-echo': echo, 'x-request-id': echo },
          }),
      })
      for (const [method, target] of [
        ['POST', `${QUEUE}/owner/alias`],
        ['POST', `${QUEUE}/owner/alias/chat/completions`],
        ['GET', `${QUEUE}/requests`],
        ['GET', `${REST}/models`],
        ['GET', `${QUEUE}/requests/stream`],
      ] as const) {
        const answer = await handler(
          new Request('http://app.test/proxy', {
            method,
            headers: { 'x-modelrunner-target-url': target },
            body: method === 'POST' ? '{}' : null,
          }),
        )
        const all = `${answer.statusText}\n${JSON.stringify([...answer.headers])}\n${await answer.text()}`
        expect(all).not.toContain(KEY)
        expect(all).not.toContain(ownerTag)
      }
    }
  })
})

describe('a body that comes slowly, or in masses', () => {
  it('ends after a total deadline, however steadily its bytes come', async () => {
    vi.useFakeTimers()
    try {
      const handler = createProxyHandler({ apiKey: 'k', fetch: async () => Response.json({}) })
      let timer: ReturnType<typeof setInterval> | undefined
      const body = new ReadableStream<Uint8Array>({
        start: (controller) =>
          void (timer = setInterval(() => controller.enqueue(new Uint8Array([32])), 5_000)),
        cancel: () => clearInterval(timer),
      })
      const request = new Request('http://app.test/proxy', {
        method: 'POST',
        headers: { 'x-modelrunner-target-url': `${QUEUE}/owner/alias` },
        body,
        duplex: 'half',
      } as RequestInit) // `duplex` is missing in the DOM types
      const answer = handler(request)
      await vi.advanceTimersByTimeAsync(125_000)
      expect((await answer).status).toBe(408)
    } finally {
      vi.useRealTimers()
    }
  })

  it('holds at most 32 MiB of one user, and leaves the others theirs', async () => {
    const handler = createProxyHandler({
      apiKey: 'k',
      authorize: (request) => ({ userId: request.headers.get('x-user') ?? '' }),
      fetch: async () => Response.json({ status: 'IN_QUEUE', request_id: 'r1' }),
    })
    const send = (user: string, stalled: boolean) =>
      handler(
        new Request('http://app.test/proxy', {
          method: 'POST',
          headers: { 'x-modelrunner-target-url': `${QUEUE}/owner/alias`, 'x-user': user },
          body: new ReadableStream<Uint8Array>({
            start(controller) {
              controller.enqueue(new TextEncoder().encode(stalled ? ' '.repeat(9 * 1024 * 1024) : '{}'))
              if (!stalled) controller.close()
            },
          }),
          duplex: 'half',
        } as RequestInit), // `duplex` is missing in the DOM types
      )
    const held = Array.from({ length: 4 }, () => send('eve', true))
    expect((await Promise.race(held)).status).toBe(503)
    expect((await send('ada', false)).status).toBe(200)
  })
})

it('more event streams than a user may have are refused, and one that is left makes way', async () => {
  const { user } = createTown({ limits: { streams: 2 }, maxStreamAgeMs: 60_000 })
  const [ada, bob] = [user('ada'), user('bob')]
  const browser = new AbortController()
  await ada.open('/requests/stream', browser.signal)
  await ada.open('/requests/stream')
  const refused = await ada.open('/requests/stream')
  expect(refused.status).toBe(429)
  expect(await refused.json()).toMatchObject({ details: { code: 'USER_LIMIT', limit: 'streams' } })
  expect((await bob.open('/requests/stream')).status).toBe(200)
  browser.abort()
  await vi.waitFor(async () => expect((await ada.open('/requests/stream')).status).toBe(200))
})

it('a stream ends at its maximum age, so that the next one is authorized again', async () => {
  const { user } = createTown({ maxStreamAgeMs: 100 })
  const response = await user('ada').open('/requests/stream')
  expect(await response.text()).toContain('snapshot')
})
