// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createProxyHandler } from '../create-proxy-handler.js'
import type { ProxyErrorContext, ProxyOptions, SubmitAttempt, SubmittedRun } from '../options.js'
import { createMemoryStore } from '../store/memory-store.js'
import type { ProxyStore } from '../store/proxy-store.js'

const QUEUE = 'https://queue.modelrunner.run'
const ENDPOINT = 'acme/image'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A platform in which every request is queued until `items` says otherwise, and the handler before it. */
function open(options: ProxyOptions = {}) {
  const sent: string[] = []
  const reads: string[] = []
  const reports: { error: unknown; context: ProxyErrorContext }[] = []
  const state = {
    items: {} as Record<string, object>,
    /** The answers to submits and chats, the first first; then they are accepted. */
    answers: [] as (() => Response)[],
    prices: [] as object[],
  }
  const store = options.store ?? createMemoryStore()
  void store.setIfAbsent('born', '0', 1e9)
  const handler = createProxyHandler({
    apiKey: 'k',
    userSecret: 'the secret of the app',
    authorize: (request) => ({ userId: request.headers.get('x-user') ?? 'ada' }),
    onError: (error, context) => void reports.push({ error, context }),
    fetch: async (input, init) => {
      const url = new URL(String(input))
      if (init?.method === 'POST') {
        sent.push(url.pathname)
        const answer = state.answers.shift()
        if (answer) return answer()
        const id = `r${sent.length}`
        return url.pathname.includes('chat')
          ? Response.json({ id: `chatcmpl-${id}` })
          : Response.json({ status: 'IN_QUEUE', request_id: id }, { status: 201 })
      }
      reads.push(url.pathname)
      if (url.pathname === '/models/pricing') return Response.json({ prices: state.prices })
      if (url.pathname === '/requests') return Response.json({ data: [], total: 0 })
      return Response.json(state.items[url.pathname.split('/').at(-1) ?? ''] ?? { status: 'IN_PROGRESS' })
    },
    ...options,
    store,
  })
  const call = (path: string, body: object, user = 'ada') =>
    handler(
      new Request('http://app.test/proxy', {
        method: 'POST',
        headers: { 'x-modelrunner-target-url': QUEUE + path, 'x-user': user },
        body: JSON.stringify(body),
      }),
    )
  const calls = {
    submit: (body: object = {}, user?: string) => call(`/${ENDPOINT}`, body, user),
    chat: (body: object = {}, user?: string) => call(`/${ENDPOINT}/chat/completions`, body, user),
  }
  return { ...calls, sent, reads, reports, state, store }
}

const withId = (clientId: string) => ({ metadata: { mr_client_id: clientId } })
const KINDS = ['submit', 'chat'] as const

describe.each(KINDS)('beforeSubmit of a %s', (kind) => {
  it('gets the user, the endpoint, the input without reserved keys and the request', async () => {
    const attempts: SubmitAttempt[] = []
    const app = open({ beforeSubmit: (attempt) => void attempts.push(attempt) })
    await app[kind]({ prompt: 'a cat', ...withId('c1'), public: false })
    expect(attempts).toEqual([
      { userId: 'ada', endpoint: ENDPOINT, input: { prompt: 'a cat' }, request: expect.any(Request) },
    ])
  })

  it('gets no user where authorize names none', async () => {
    const attempts: SubmitAttempt[] = []
    const app = open({ authorize: () => true, beforeSubmit: (attempt) => void attempts.push(attempt) })
    await app[kind]()
    expect(Object.keys(attempts[0] ?? {})).toEqual(['endpoint', 'input', 'request'])
  })

  it('gets the published price as its estimate', async () => {
    const attempts: SubmitAttempt[] = []
    const app = open({ beforeSubmit: (attempt) => void attempts.push(attempt) })
    app.state.prices = [
      { endpoint: ENDPOINT, rateCard: { pricingMode: 'per_output', pricePerOutput: '0.02' } },
    ]
    await app[kind]({ num_images: 3 })
    expect(attempts[0]?.estimate).toBe('0.06')
  })

  it('refuses with the Response that it returns, and the next attempt is asked again', async () => {
    let isFirst = true
    const app = open({
      beforeSubmit: () => {
        if (!isFirst) return
        isFirst = false
        return Response.json({ error: 'No credits left' }, { status: 402 })
      },
    })
    const refused = await app[kind](withId('c1'))
    expect(refused.status).toBe(402)
    expect(await refused.json()).toEqual({ error: 'No credits left' })
    expect(app.sent).toEqual([])
    expect((await app[kind](withId('c1'))).ok).toBe(true)
    expect(app.sent).toHaveLength(1)
  })

  it('refuses with a Response of a framework’s own class', async () => {
    const own = { status: 403, headers: { 'content-type': 'text/plain' }, text: async () => 'not today' }
    const app = open({ beforeSubmit: () => own as unknown as Response })
    const refused = await app[kind]()
    expect([refused.status, await refused.text()]).toEqual([403, 'not today'])
    expect(app.sent).toEqual([])
  })

  it('refuses with 500 where it throws, reports the error, and frees the client id', async () => {
    const failure = new Error('the database is down')
    let isDown = true
    const app = open({
      beforeSubmit: () => {
        if (isDown) throw failure
      },
    })
    const refused = await app[kind](withId('c1'))
    expect(refused.status).toBe(500)
    expect(await refused.json()).toMatchObject({ error: expect.stringContaining('Nothing was sent') })
    expect(app.reports).toMatchObject([
      { error: failure, context: { stage: 'beforeSubmit', request: expect.any(Request) } },
    ])
    isDown = false
    expect((await app[kind](withId('c1'))).ok).toBe(true)
    expect(app.sent).toHaveLength(1)
  })

  it.each([[{ reserve: 1 }], [{ reserve: 'a lot' }], [{ reserve: '-1' }], ['no'], [true], [{}]])(
    'refuses with 500 where it returns %j, and reports why',
    async (said) => {
      const app = open({ beforeSubmit: () => said as never })
      expect((await app[kind]()).status).toBe(500)
      expect(app.sent).toEqual([])
      expect(app.reports).toMatchObject([
        {
          error: { message: expect.stringContaining('beforeSubmit must return') },
          context: { stage: 'beforeSubmit', request: expect.any(Request) },
        },
      ])
    },
  )

  it.each([[undefined], [null]])('lets through where it returns %s', async (said) => {
    const app = open({ beforeSubmit: () => said as undefined })
    expect((await app[kind]()).ok).toBe(true)
  })

  it('is not asked for a price where nothing needs one', async () => {
    const app = open()
    await app[kind]()
    expect(app.reads).not.toContain('/models/pricing')
  })
})

describe.each(KINDS)('the limits of a %s', (kind) => {
  it.each([
    ['its published price', {}, [{ endpoint: ENDPOINT, averageCost: '0.06' }]],
    ['what beforeSubmit says', { beforeSubmit: () => ({ reserve: '0.06' }) }, []],
  ])('reserve %s until it has ended', async (_, options, prices) => {
    const app = open({ ...options, limits: { spendPerDay: '0.10' } })
    app.state.prices = prices
    expect((await app[kind]()).ok).toBe(true)
    const second = await app[kind]()
    expect(second.status).toBe(429)
    expect(await second.json()).toMatchObject({ details: { code: 'USER_LIMIT', limit: 'spendPerDay' } })
    expect((await app[kind]({}, 'eve')).ok).toBe(true)
  })

  it('reserve what the last run cost where no price is published', async () => {
    const attempts: SubmitAttempt[] = []
    const app = open({
      limits: { concurrentRuns: 1 },
      beforeSubmit: (attempt) => void attempts.push(attempt),
    })
    await app[kind]()
    app.state.items['r1'] = { id: 'r1', status: 'COMPLETED', billingStatus: 'charged', totalPrice: '0.04' }
    await vi.advanceTimersByTimeAsync(3_000)
    // Beyond the limit: the runs under way are read, one has ended, and the call goes through.
    expect((await app[kind]()).ok).toBe(true)
    app.state.items['r2'] = { id: 'r2', status: 'COMPLETED', billingStatus: 'failed' }
    await vi.advanceTimersByTimeAsync(3_000)
    expect((await app[kind]()).ok).toBe(true)
    expect(attempts.at(-1)?.estimate).toBe('0.04')
    expect(app.sent).toHaveLength(3)
  })

  it('hold while the runs under way have not ended', async () => {
    const app = open({ limits: { concurrentRuns: 1 } })
    await app[kind]()
    await vi.advanceTimersByTimeAsync(3_000)
    expect((await app[kind]()).status).toBe(429)
    expect(app.reads.filter((path) => path === '/requests/r1').length).toBeGreaterThan(0)
    expect(app.sent).toHaveLength(1)
  })

  it('read no run where the count in a minute is reached', async () => {
    const app = open({ limits: { submitsPerMinute: 1 } })
    await app[kind]()
    await vi.advanceTimersByTimeAsync(15_000)
    const before = app.reads.length
    expect((await app[kind]()).status).toBe(429)
    expect(app.reads).toHaveLength(before)
  })

  it('give back what was reserved for a call that the platform refused', async () => {
    const app = open({ limits: { concurrentRuns: 1 } })
    app.state.answers = [() => Response.json({ error: 'bad' }, { status: 422 })]
    expect((await app[kind](withId('c1'))).status).toBe(422)
    expect((await app[kind](withId('c2'))).ok).toBe(true)
    expect(app.sent).toHaveLength(2)
  })

  it.each([408, 500])(
    'keep what was reserved for a call that may have been accepted (%i)',
    async (status) => {
      const app = open({ limits: { concurrentRuns: 1 } })
      app.state.answers = [() => Response.json({ error: 'slow' }, { status })]
      expect((await app[kind](withId('c1'))).status).toBe(status)
      expect((await app[kind](withId('c2'))).status).toBe(429)
      expect(app.sent).toHaveLength(1)
    },
  )
})

describe('onSubmitted', () => {
  it('gets user, endpoint, request id and client id before the submit is answered', async () => {
    const runs: SubmittedRun[] = []
    let finish: () => void = () => undefined
    const app = open({
      onSubmitted: (run) => {
        runs.push(run)
        return new Promise<void>((resolve) => (finish = resolve))
      },
    })
    let isAnswered = false
    const answer = app.submit(withId('c1')).finally(() => (isAnswered = true))
    await vi.waitFor(() =>
      expect(runs).toEqual([{ userId: 'ada', endpoint: ENDPOINT, clientId: 'c1', requestId: 'r1' }]),
    )
    await vi.advanceTimersByTimeAsync(1_000)
    expect(isAnswered).toBe(false)
    finish()
    expect((await answer).status).toBe(201)
  })

  it('gets neither user nor client id where there is none', async () => {
    const runs: SubmittedRun[] = []
    const app = open({ authorize: () => true, onSubmitted: (run) => void runs.push(run) })
    await app.submit()
    expect(runs.map((run) => Object.keys(run))).toEqual([['endpoint', 'requestId']])
  })

  it('holds the answer back for 5 s at most', async () => {
    const onSubmitted = vi.fn(() => new Promise(() => undefined))
    const app = open({ onSubmitted })
    let isAnswered = false
    const answer = app.submit().finally(() => (isAnswered = true))
    await vi.waitFor(() => expect(onSubmitted).toHaveBeenCalled())
    await vi.advanceTimersByTimeAsync(4_800)
    expect(isAnswered).toBe(false)
    await vi.advanceTimersByTimeAsync(300)
    expect((await answer).status).toBe(201)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('reports what it throws, and the submit is answered all the same', async () => {
    const failure = new Error('no database')
    const app = open({ onSubmitted: () => Promise.reject(failure) })
    expect((await app.submit()).status).toBe(201)
    expect(app.reports).toMatchObject([
      { error: failure, context: { stage: 'onSubmitted', request: expect.any(Request) } },
    ])
  })

  it('is not called for what the platform refused, or answered without an id', async () => {
    const onSubmitted = vi.fn()
    const app = open({ onSubmitted })
    app.state.answers = [
      () => Response.json({ error: 'bad' }, { status: 422 }),
      () => Response.json({ status: 'IN_QUEUE' }, { status: 201 }),
      () => Response.json({ request_id: 'r1' }, { status: 201 }),
      () => Response.json({ status: 'IN_QUEUE', request_id: '' }, { status: 201 }),
      () => Response.json({ status: 'IN_QUEUE', request_id: 1 }, { status: 201 }),
      () =>
        Response.json({ status: 'IN_QUEUE', request_id: 'r1', logs: 'x'.repeat(16_384) }, { status: 201 }),
    ]
    for (let index = 0; index < 6; index += 1) await app.submit()
    expect(app.sent).toHaveLength(6)
    expect(onSubmitted).not.toHaveBeenCalled()
  })
})

describe.each(KINDS)('a store that is away before a %s', (kind) => {
  /** A memory store that answers until it is turned off. */
  function failing(): ProxyStore & { isAway: boolean } {
    const memory = createMemoryStore()
    const store = { ...memory, isAway: false }
    const guarded =
      <Args extends unknown[], T>(work: (...args: Args) => Promise<T>) =>
      (...args: Args) =>
        store.isAway ? Promise.reject(new Error('ECONNREFUSED')) : work(...args)
    return Object.assign(store, {
      get: guarded(memory.get),
      setIfAbsent: guarded(memory.setIfAbsent),
      replace: guarded(memory.replace),
      remove: guarded(memory.remove),
    })
  }

  it.each([
    ['with a client id', withId('c1')],
    ['without one', {}],
  ])('stops it %s where limits are set: 503, nothing is sent, and later it goes through', async (_, body) => {
    const store = failing()
    const app = open({ store, limits: { spendPerDay: '1.00' } })
    store.isAway = true
    const refused = await app[kind](body)
    expect(refused.status).toBe(503)
    expect(await refused.json()).toMatchObject({ details: { code: 'STORE_UNAVAILABLE' } })
    expect(app.sent).toEqual([])
    store.isAway = false
    await vi.advanceTimersByTimeAsync(1_500)
    expect((await app[kind](body)).ok).toBe(true)
  })

  it('is no reason to fail once the platform has accepted it', async () => {
    const store = failing()
    const app = open({ store, limits: { concurrentRuns: 5 } })
    app.state.answers = [
      () => {
        store.isAway = true
        return kind === 'chat'
          ? Response.json({ id: 'chatcmpl-r1' })
          : Response.json({ status: 'IN_QUEUE', request_id: 'r1' }, { status: 201 })
      },
    ]
    const answer = await app[kind](withId('c1'))
    expect(answer.ok).toBe(true)
    await answer.text()
    expect(app.reports.map(({ context }) => context.stage)).toEqual(['store'])
  })
})
