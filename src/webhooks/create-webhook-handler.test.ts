// @vitest-environment node
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWebhookHandler, type WebhookHandlerOptions } from './create-webhook-handler.js'
import { createMemoryWebhookStore, type WebhookStore } from './delivery-ledger.js'
import type { WebhookDelivery } from './webhook-delivery.js'

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const URL = 'https://app.test/api/modelrunner/webhooks'

beforeEach(() => vi.useFakeTimers({ now: 1_790_000_000_000 }))
afterEach(() => vi.useRealTimers())

interface Sent {
  id?: string
  event?: string
  body?: string
  secret?: string
  at?: number
}

/** A delivery as the platform sends it. */
function deliveryOf({
  id = 'msg_1',
  event = 'completed',
  at = Date.now(),
  secret = SECRET,
  ...sent
}: Sent = {}): Request {
  const body =
    sent.body ??
    JSON.stringify({ event, id: `request of ${id}`, status: 'COMPLETED', billingStatus: 'charged' })
  return new Request(URL, {
    method: 'POST',
    body,
    headers: {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, new Date(at), body),
    },
  })
}

function handlerWith(options: Partial<WebhookHandlerOptions> = {}) {
  const handled: WebhookDelivery[] = []
  const onError = vi.fn()
  const handle = createWebhookHandler({
    secret: SECRET,
    onCompleted: (delivery) => void handled.push(delivery),
    onError,
    ...options,
  })
  return {
    handle,
    handled,
    onError,
    stages: () => onError.mock.calls.map(([, { stage }]) => stage as string),
  }
}

/** A callback that ends when the test says so. */
function gate() {
  let open: () => void = () => undefined
  let fail: (error: Error) => void = () => undefined
  const calls: string[] = []
  const callback = ({ id }: WebhookDelivery): Promise<void> => {
    calls.push(id)
    return new Promise((resolve, reject) => {
      open = resolve
      fail = reject
    })
  }
  return { callback, calls, open: () => open(), fail: () => fail(new Error('the database is away')) }
}

const statusOf = async (answer: Promise<Response>) => (await answer).status

describe('a genuine delivery', () => {
  it('is answered 2xx after the callback, not before', async () => {
    const { callback, open, calls } = gate()
    const { handle } = handlerWith({ onCompleted: callback })
    let status = 0
    const answer = handle(deliveryOf()).then((response) => (status = response.status))
    await vi.waitFor(() => expect(calls).toEqual(['msg_1']))
    expect(status).toBe(0)
    open()
    await answer
    expect(status).toBe(204)
  })

  it('goes to the callback of its event; an event nobody asked for is accepted', async () => {
    const onStart = vi.fn()
    const { handle, handled } = handlerWith({ onStart })
    expect(await statusOf(handle(deliveryOf({ id: 'a', event: 'start' })))).toBe(204)
    expect(await statusOf(handle(deliveryOf({ id: 'b', event: 'completed' })))).toBe(204)
    expect(await statusOf(handle(deliveryOf({ id: 'c', event: 'added-one-day' })))).toBe(204)
    expect(await statusOf(handlerWith().handle(deliveryOf({ id: 'd', event: 'start' })))).toBe(204)
    expect(onStart.mock.calls.map(([{ id }]) => id as string)).toEqual(['a'])
    expect(handled.map(({ id }) => id)).toEqual(['b'])
  })
})

describe('a repeat', () => {
  it('of a handled delivery is accepted and not handled', async () => {
    const { handle, handled } = handlerWith()
    for (let time = 0; time < 3; time++) expect(await statusOf(handle(deliveryOf()))).toBe(204)
    expect(handled).toHaveLength(1)
  })

  it('that comes while the first is handled gets the first one’s answer', async () => {
    const { callback, calls, open } = gate()
    const { handle } = handlerWith({ onCompleted: callback })
    const answers = [1, 2, 3].map(() => statusOf(handle(deliveryOf())))
    await vi.waitFor(() => expect(calls).toHaveLength(1))
    open()
    expect(await Promise.all(answers)).toEqual([204, 204, 204])
    expect(calls).toHaveLength(1)
  })

  it('gets its own copy of a failure, whoever reads first', async () => {
    const { callback, calls, fail } = gate()
    const { handle } = handlerWith({ onCompleted: callback })
    const texts = [1, 2, 3].map(async () => (await handle(deliveryOf())).text())
    await vi.waitFor(() => expect(calls).toHaveLength(1))
    fail()
    for (const text of await Promise.all(texts)) expect(text).toContain('onCompleted failed')
  })

  it('that waits too long gets a 503 before the platform gives up, so that it comes again', async () => {
    const { callback, calls, open } = gate()
    const { handle } = handlerWith({ onCompleted: callback })
    const first = handle(deliveryOf())
    await vi.waitFor(() => expect(calls).toHaveLength(1))
    const answers: number[] = []
    void handle(deliveryOf()).then(({ status }) => answers.push(status))
    // Its signature is checked by the platform's crypto, in real time; only then does it wait.
    await vi.waitFor(async () => {
      await vi.advanceTimersByTimeAsync(1_000)
      expect(answers).toEqual([503])
    })
    open()
    expect((await first).status).toBe(204)
  })

  it('that reaches another process meanwhile gets a 503, and a 204 once it is handled', async () => {
    const store = createMemoryWebhookStore()
    const { callback, calls, open } = gate()
    const one = handlerWith({ store, onCompleted: callback })
    const two = handlerWith({ store })
    const first = one.handle(deliveryOf())
    await vi.waitFor(() => expect(calls).toHaveLength(1))
    expect(await statusOf(two.handle(deliveryOf()))).toBe(503)
    open()
    expect(await statusOf(first)).toBe(204)
    expect(await statusOf(two.handle(deliveryOf()))).toBe(204)
    expect(two.handled).toEqual([])
  })

  it('is handled again where the callback threw: 500, and onError gets why and where', async () => {
    const store = createMemoryWebhookStore()
    const broken = handlerWith({
      store,
      onCompleted: () => Promise.reject(new Error('the database is away')),
    })
    const answer = await broken.handle(deliveryOf())
    expect(answer.status).toBe(500)
    expect(await answer.text()).not.toContain('database')
    expect(broken.onError.mock.calls[0]?.[0]).toEqual(new Error('the database is away'))
    expect(broken.onError.mock.calls[0]?.[1]).toMatchObject({ stage: 'onCompleted', id: 'msg_1' })
    const mended = handlerWith({ store })
    expect(await statusOf(mended.handle(deliveryOf()))).toBe(204)
    expect(mended.handled).toHaveLength(1)
  })

  it('is handled by another process soon after the first one died, and not while the first one works', async () => {
    const store = createMemoryWebhookStore()
    const dead = { ...store, replace: () => new Promise<boolean>(() => undefined) }
    const { callback, calls } = gate()
    void handlerWith({ store: dead, onCompleted: callback }).handle(deliveryOf({ id: 'died' }))
    void handlerWith({ store, onCompleted: callback }).handle(deliveryOf({ id: 'works' }))
    await vi.waitFor(() => expect(calls).toHaveLength(2))
    await vi.advanceTimersByTimeAsync(60_000)
    const { handle, handled } = handlerWith({ store })
    expect(await statusOf(handle(deliveryOf({ id: 'died' })))).toBe(204)
    expect(await statusOf(handle(deliveryOf({ id: 'works' })))).toBe(503)
    expect(handled.map(({ id }) => id)).toEqual(['died'])
  })
})

describe('a call that is not the platform’s', () => {
  it.each([
    ['a forged signature', () => deliveryOf({ secret: 'whsec_Zm9yZ2Vk' }), 401],
    ['an old delivery sent again', () => deliveryOf({ at: Date.now() - 301_000 }), 401],
    ['a delivery from the future', () => deliveryOf({ at: Date.now() + 301_000 }), 401],
    ['no headers', () => new Request(URL, { method: 'POST', body: '{}' }), 400],
    ['a GET', () => new Request(URL), 405],
    ['a signed body that is no delivery', () => deliveryOf({ body: '{"hello":1}' }), 400],
  ])('%s is refused', async (_, request, status) => {
    const { handle, handled, onError } = handlerWith()
    expect(await statusOf(handle(request()))).toBe(status)
    expect(handled).toEqual([])
    // Anyone can send it: the app's error reports are not theirs to fill.
    expect(onError).not.toHaveBeenCalled()
  })

  it('without its headers has no byte of its body read', async () => {
    const request = new Request(URL, { method: 'POST', body: 'x'.repeat(100_000) })
    await handlerWith().handle(request)
    expect(request.bodyUsed).toBe(false)
  })

  it('with a body over the limit is cut off there, whatever its content-length says', async () => {
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 1000
        controller.enqueue(new Uint8Array(1000))
      },
    })
    const { headers } = deliveryOf()
    headers.set('content-length', '2')
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' }
    expect(await statusOf(handlerWith({ maxBodyBytes: 10_000 }).handle(new Request(URL, init)))).toBe(413)
    expect(sent).toBeLessThan(20_000)
  })

  it('that holds its body back is refused', async () => {
    const { headers } = deliveryOf()
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new Uint8Array(1)),
    })
    const init: RequestInit & { duplex: 'half' } = { method: 'POST', headers, body, duplex: 'half' }
    const answer = handlerWith().handle(new Request(URL, init))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await statusOf(answer)).toBe(408)
  })
})

describe('where something of the app’s is missing', () => {
  it('a secret that is not there at start is a 500 at each call, reported', async () => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const { handle, stages } = handlerWith({ secret: undefined })
    expect(await statusOf(handle(deliveryOf()))).toBe(500)
    expect(stages()).toEqual(['secret'])
    expect(print).toHaveBeenCalledTimes(1)
    print.mockRestore()
  })

  it('a secret store that fails is a 500, reported', async () => {
    const { handle, stages } = handlerWith({ secret: () => Promise.reject(new Error('away')) })
    expect(await statusOf(handle(deliveryOf()))).toBe(500)
    expect(stages()).toEqual(['secret'])
  })

  it.each([
    [{ secret: 'not base64!' }, 'whsec_'],
    [{ toleranceMs: 0 }, 'toleranceMs'],
    [{ maxBodyBytes: Number.NaN }, 'maxBodyBytes'],
    [{ onCompleted: undefined as unknown as () => void }, 'onCompleted'],
  ])('%o is refused at start', (options, named) => {
    expect(() => handlerWith(options)).toThrow(named)
  })

  it('a store that cannot be asked is a 503, and nothing is handled', async () => {
    const store: WebhookStore = {
      ...createMemoryWebhookStore(),
      setIfAbsent: () => Promise.reject(new Error('away')),
    }
    const { handle, handled, stages } = handlerWith({ store })
    expect(await statusOf(handle(deliveryOf()))).toBe(503)
    expect([handled, stages()]).toEqual([[], ['store']])
  })

  it('a store that fails after the callback does not undo it: 204, reported, after several tries', async () => {
    const replace = vi.fn(() => Promise.reject(new Error('away')))
    const { handle, handled, stages } = handlerWith({ store: { ...createMemoryWebhookStore(), replace } })
    const answer = handle(deliveryOf())
    await vi.waitFor(() => expect(replace).toHaveBeenCalledTimes(4), 10_000)
    expect(await statusOf(answer)).toBe(204)
    expect([handled.length, stages()]).toEqual([1, ['store']])
  })

  it('a body that a parser has read is a 500 that names the order of middleware', async () => {
    const request = deliveryOf()
    await request.text()
    const answer = await handlerWith().handle(request)
    expect(answer.status).toBe(500)
    expect(await answer.text()).toContain('before body parsers')
  })

  it('an onError that throws or rejects changes no answer', async () => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    for (const onError of [
      () => {
        throw new Error('log')
      },
      () => Promise.reject(new Error('log')),
    ]) {
      const { handle } = handlerWith({ onError, onCompleted: () => Promise.reject(new Error('app')) })
      expect(await statusOf(handle(deliveryOf()))).toBe(500)
    }
    expect(print).toHaveBeenCalledTimes(2)
    vi.restoreAllMocks()
  })

  it('without onError the console has it in development and nothing in production', async () => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const { handle } = handlerWith({
      onError: undefined,
      onCompleted: () => Promise.reject(new Error('app')),
    })
    vi.stubEnv('NODE_ENV', 'production')
    await handle(deliveryOf())
    expect(print).not.toHaveBeenCalled()
    vi.stubEnv('NODE_ENV', 'development')
    await handle(deliveryOf())
    expect(print.mock.calls[0]?.[0]).toContain('onCompleted')
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
  })
})

it('publishes how a run was billed, for the proxy with the same store that follows it', async () => {
  const publish = vi.fn(() => Promise.resolve())
  const store = { ...createMemoryWebhookStore(), publish }
  await store.setIfAbsent('run:r', '{}', 1e9)
  const { handle, stages } = handlerWith({ store, onStart: () => undefined })
  const ended = { id: 'r', status: 'COMPLETED', billingStatus: 'charged', totalPrice: '0.5' }
  await handle(
    deliveryOf({ id: 'a', body: JSON.stringify({ event: 'start', id: 'r', status: 'IN_PROGRESS' }) }),
  )
  expect(
    await statusOf(handle(deliveryOf({ id: 'b', body: JSON.stringify({ event: 'completed', ...ended }) }))),
  ).toBe(204)
  const message = JSON.stringify({ requestId: 'r', billingStatus: 'charged', totalPrice: '0.5' })
  expect(publish.mock.calls).toEqual([['settled', message]])
  expect(stages()).toEqual([])
})

it('reports a store that cannot pass the end of a run on, and answers 204 all the same', async () => {
  const store = { ...createMemoryWebhookStore(), publish: () => Promise.reject(new Error('away')) }
  await store.setIfAbsent('run:r', '{}', 1e9)
  const { handle, stages } = handlerWith({ store })
  const body = JSON.stringify({ event: 'completed', id: 'r', status: 'COMPLETED', billingStatus: 'failed' })
  expect(await statusOf(handle(deliveryOf({ body })))).toBe(204)
  expect(stages()).toEqual(['store'])
})

it('reads the body where there is no Request.body, as in Firefox', async () => {
  const request = deliveryOf()
  Object.defineProperty(request, 'body', { value: undefined })
  const { handle, handled } = handlerWith()
  expect(await statusOf(handle(request))).toBe(204)
  expect(handled).toHaveLength(1)
})

it('remembers a bounded number of deliveries', async () => {
  const store = createMemoryWebhookStore()
  for (let index = 0; index < 50_010; index++) await store.setIfAbsent(`webhook:${index}`, 'done', 1e9)
  expect(await store.get('webhook:0')).toBeUndefined()
  expect(await store.get('webhook:50009')).toBe('done')
})
