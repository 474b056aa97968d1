// @vitest-environment node
import * as fc from 'fast-check'
import { createClient } from 'redis'
import { expect, it } from 'vitest'
import { createProxyHandler } from '../../src/proxy/create-proxy-handler.js'
import { createUser } from '../../src/proxy/isolation/user.js'
import { createMemoryStore } from '../../src/proxy/store/memory-store.js'
import type { ProxyStore } from '../../src/proxy/store/proxy-store.js'
import { createRedisStore } from '../../src/proxy/store/redis-store.js'
import { startRedis } from '../support/start-redis.js'

const QUEUE = 'https://queue.modelrunner.run'
const REST = 'https://api.modelrunner.run'
const SECRET = 'the secret of the app'
const USERS = ['ada', 'bob', 'eve'] as const
const CONCURRENT_RUNS = 3
type Name = (typeof USERS)[number]

/** What the rules of the proxy let through; anything else upstream is a hole. */
const ALLOWED = [
  /^POST \/owner\/alias$/,
  /^GET \/requests$/,
  /^GET \/requests\/stream$/,
  /^GET \/requests\/run-\d+$/,
  /^GET \/owner\/alias\/requests\/run-\d+(\/status|\/cancel)?$/,
  /^DELETE \/requests\/run-\d+\/payloads$/,
]
const FORBIDDEN = [
  ['GET', `${REST}/webhooks/default/secret`],
  ['POST', `${QUEUE}/v1/messages`],
  ['GET', `${REST}/billing/usage-summary`],
  ['GET', `${QUEUE}/requests/../keys`],
  ['GET', 'https://evil.test/requests'],
] as const

type Step =
  | { type: 'submit'; user: Name; process: 0 | 1; clientId: string | undefined; isStuck: boolean }
  | {
      type: 'ask'
      user: Name
      process: 0 | 1
      run: number
      what: 'status' | 'result' | 'item' | 'cancel' | 'delete'
    }
  | { type: 'list' | 'stream'; user: Name; process: 0 | 1 }
  | { type: 'forbidden'; user: Name; process: 0 | 1; index: number }
  | { type: 'finish'; run: number }
  | { type: 'restart'; process: 0 | 1 }

const who = { user: fc.constantFrom(...USERS), process: fc.constantFrom(0 as const, 1 as const) }
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('submit' as const),
      ...who,
      clientId: fc.constantFrom('one', 'two', undefined),
      isStuck: fc.nat(7).map((of) => of === 0),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('ask' as const),
      ...who,
      run: fc.nat(8),
      what: fc.constantFrom('status', 'result', 'item', 'cancel', 'delete'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constantFrom('list' as const, 'stream' as const), ...who }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('forbidden' as const), ...who, index: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('finish' as const), run: fc.nat(8) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('restart' as const), process: who.process }) },
)
/** The steps of one batch go on at the same time. */
const story = fc.array(fc.array(step, { minLength: 1, maxLength: 6 }), { minLength: 2, maxLength: 6 })

interface Run {
  id: string
  /** Who wrote the input: the truth that the proxy's owner tag must agree with. */
  author: Name
  clientId: string | undefined
  status: string
  isCancelled: boolean
  isDeleted: boolean
  metadata: Record<string, string>
}

function itemOf({ id, author, status, metadata }: Run) {
  const input = { prompt: `secret of ${author}` }
  const bill = status === 'COMPLETED' ? { billingStatus: 'charged', totalPrice: '0.01' } : {}
  return {
    id,
    request_id: id,
    modelEndpoint: 'owner/alias',
    status,
    input,
    output: `work of ${author}`,
    metadata,
    ...bill,
  }
}

/** A platform with one account; the app's users are nothing to it but a tag in the metadata. */
function platformOf(runs: Run[], calls: string[], unmarked: string[], tags: Map<string, Name>) {
  const stuck: (() => void)[] = []
  const platform: typeof fetch = async (input, init) => {
    const { pathname, searchParams, host } = new URL(String(input))
    const method = init?.method ?? 'GET'
    calls.push(host.endsWith('modelrunner.run') ? `${method} ${pathname}` : `${method} ${host}`)
    await new Promise((resolve) => setImmediate(resolve))
    if (method === 'POST') {
      const body = (await new Response(init?.body).json()) as {
        prompt: string
        isStuck?: boolean
        metadata?: Record<string, string>
      }
      const author = USERS.find((name) => body.prompt.includes(name)) ?? 'eve'
      const metadata = body.metadata ?? {}
      if (tags.get(metadata['mr_user'] ?? '') !== author) unmarked.push(JSON.stringify(body))
      if (body.isStuck) await new Promise<void>((resolve) => stuck.push(resolve))
      const run: Run = {
        id: `run-${runs.length}`,
        author,
        clientId: metadata['mr_client_id'],
        status: 'IN_PROGRESS',
        isCancelled: false,
        isDeleted: false,
        metadata,
      }
      runs.push(run)
      return Response.json({ status: 'IN_QUEUE', request_id: run.id }, { status: 201 })
    }
    if (pathname === '/requests/stream') {
      const requests = runs.filter(({ status }) => status === 'IN_PROGRESS').map(itemOf)
      const text = `event: snapshot\ndata: ${JSON.stringify({ type: 'snapshot', requests })}\n\n`
      const body = new ReadableStream({
        start: (controller) => controller.enqueue(new TextEncoder().encode(text)),
      })
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
    }
    if (pathname === '/requests') {
      const wanted = Object.entries(
        JSON.parse(searchParams.get('metadata') ?? '{}') as Record<string, string>,
      )
      const data = runs
        .filter(({ metadata }) => wanted.every(([key, value]) => metadata[key] === value))
        .map(itemOf)
      return Response.json({ page: 1, limit: 20, total: data.length, totalPages: 1, data })
    }
    const run = runs.find(({ id }) => pathname.split('/').includes(id))
    if (!run) return Response.json({ error: 'Not found' }, { status: 404 })
    if (pathname.endsWith('/cancel')) run.isCancelled = true
    if (method === 'DELETE') run.isDeleted = true
    return Response.json(itemOf(run))
  }
  return { platform, freeStuck: () => stuck.splice(0).forEach((free) => free()) }
}

async function play(batches: Step[][], store: ProxyStore): Promise<void> {
  const runs: Run[] = []
  const calls: string[] = []
  const unmarked: string[] = []
  const tags = new Map<string, Name>()
  for (const name of USERS) tags.set((await createUser(SECRET, name)).ownerTag, name)
  const { platform, freeStuck } = platformOf(runs, calls, unmarked, tags)
  const start = () =>
    createProxyHandler({
      apiKey: 'k',
      userSecret: SECRET,
      authorize: (request) => ({ userId: request.headers.get('x-user') ?? '' }),
      fetch: platform,
      onError: () => undefined,
      store,
      limits: { concurrentRuns: CONCURRENT_RUNS },
    })
  const processes = [start(), start()]
  const allowed = { cancel: new Set<string>(), delete: new Set<string>() }
  const accepted = new Map<Name, number>()

  const call = async (
    user: Name,
    process: 0 | 1,
    method: string,
    url: string,
    body?: object,
    signal?: AbortSignal,
  ) => {
    const response = await processes[process]?.(
      new Request('http://app.test/proxy', {
        method,
        headers: { 'x-user': user, 'x-modelrunner-target-url': url },
        body: body ? JSON.stringify(body) : null,
        signal: signal ?? null,
      }),
    )
    if (!response) throw new Error('no such process')
    return response
  }
  /** Nothing of anybody else's is in an answer. */
  const checkSeen = (user: Name, text: string) => {
    for (const other of USERS) if (other !== user) expect(text).not.toContain(` of ${other}`)
    for (const tag of tags.keys()) expect(text).not.toContain(tag)
    for (const [, id] of text.matchAll(/"id":"(run-\d+)"/g))
      expect(runs.find((run) => run.id === id)?.author).toBe(user)
  }
  const stuckCalls: Promise<unknown>[] = []

  const perform = async (step: Step): Promise<void> => {
    switch (step.type) {
      case 'restart':
        processes[step.process] = start()
        return
      case 'finish': {
        const run = runs[step.run]
        if (run) run.status = 'COMPLETED'
        return
      }
      case 'forbidden': {
        const [method, url] = FORBIDDEN[step.index] ?? FORBIDDEN[0]
        const { status } = await call(
          step.user,
          step.process,
          method,
          url,
          method === 'POST' ? {} : undefined,
        )
        expect([400, 403, 412]).toContain(status)
        return
      }
      case 'submit': {
        const { user, process, clientId, isStuck } = step
        accepted.set(user, (accepted.get(user) ?? 0) + 1)
        // What browsers may try: another user's tag.
        const metadata = { mr_user: [...tags.keys()][0], ...(clientId && { mr_client_id: clientId }) }
        const body = { prompt: `secret of ${user}`, ...(isStuck && { isStuck }), metadata }
        const answering = call(user, process, 'POST', `${QUEUE}/owner/alias`, body).then(async (response) => {
          checkSeen(user, await response.clone().text())
          expect([201, 400, 429]).toContain(response.status)
          // A limit is met by one's own runs alone.
          if (response.status === 429) expect(accepted.get(user)).toBeGreaterThan(CONCURRENT_RUNS)
        })
        if (isStuck || clientId) stuckCalls.push(answering)
        else await answering
        return
      }
      case 'ask': {
        const { user, process, what } = step
        const run = runs[step.run] ?? { id: 'run-99', author: undefined }
        const path = {
          status: `/owner/alias/requests/${run.id}/status`,
          result: `/owner/alias/requests/${run.id}`,
          item: `/requests/${run.id}`,
          cancel: `/owner/alias/requests/${run.id}/cancel`,
          delete: `/requests/${run.id}/payloads`,
        }[what]
        if (run.author === user && (what === 'cancel' || what === 'delete')) allowed[what].add(run.id)
        const response = await call(user, process, what === 'delete' ? 'DELETE' : 'GET', QUEUE + path)
        checkSeen(user, await response.text())
        expect(response.status).toBe(run.author === user ? 200 : 404)
        return
      }
      case 'list':
        checkSeen(step.user, await (await call(step.user, step.process, 'GET', `${QUEUE}/requests`)).text())
        return
      case 'stream': {
        const leave = new AbortController()
        const url = `${QUEUE}/requests/stream`
        const response = await call(step.user, step.process, 'GET', url, undefined, leave.signal)
        expect(response.status).toBe(200)
        const { value } = (await response.body?.getReader().read()) ?? {}
        checkSeen(step.user, new TextDecoder().decode(value))
        leave.abort()
      }
    }
  }

  // Whoever is stuck upstream is waited for at the end alone: if that slowed anybody else, this would never end.
  for (const batch of batches) await Promise.all(batch.map(perform))
  freeStuck()
  const freeing = setInterval(freeStuck, 5)
  await Promise.all(stuckCalls).finally(() => clearInterval(freeing))

  expect(unmarked).toEqual([])
  expect(calls.filter((made) => !ALLOWED.some((pattern) => pattern.test(made)))).toEqual([])
  expect(runs.filter(({ id, isCancelled }) => isCancelled && !allowed.cancel.has(id))).toEqual([])
  expect(runs.filter(({ id, isDeleted }) => isDeleted && !allowed.delete.has(id))).toEqual([])
  const submits = runs
    .filter(({ clientId }) => clientId)
    .map(({ author, clientId }) => `${author} ${clientId}`)
  expect(submits).toHaveLength(new Set(submits).size)
}

it('three users on two processes that restart: nothing seen, changed, counted or slowed across users', async () => {
  await fc.assert(
    fc.asyncProperty(story, (batches) => play(batches, createMemoryStore())),
    { numRuns: 40, interruptAfterTimeLimit: 20_000 },
  )
}, 60_000)

it('the same with one Redis', async () => {
  const redis = await startRedis()
  const client = createClient({ url: redis.url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await fc.assert(
      fc.asyncProperty(story, async (batches) => {
        const store = createRedisStore(client, { prefix: `${crypto.randomUUID()}:` })
        // A store that is as old as the app: a new one is waited for.
        await store.setIfAbsent('born', String(Date.now() - 3_600_000), 60_000)
        await play(batches, store)
      }),
      { numRuns: 8, interruptAfterTimeLimit: 20_000 },
    )
  } finally {
    client.destroy()
    await redis.kill()
  }
}, 60_000)
