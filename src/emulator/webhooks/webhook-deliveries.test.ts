// @vitest-environment node
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { createApi, type Api } from '../testing/api.js'

const URL = 'https://app.example.com/hooks/modelrunner'
const SECOND = 1000
const MINUTE = 60 * SECOND

interface Received {
  at: number
  body: Record<string, unknown>
  headers: Record<string, string>
  text: string
}

/** An app that answers with the statuses given, the last one again and again; `undefined` never answers. */
function start(...statuses: (number | undefined)[]): Api & { received: Received[] } {
  const received: Received[] = []
  const api: Api = createApi({
    fetch: async (_, init) => {
      const text = String(init?.body)
      const headers = init?.headers as Record<string, string> // as the emulator gives them
      received.push({ at: api.clock.now(), headers, text, body: JSON.parse(text) as Record<string, unknown> })
      const status = statuses[Math.min(received.length, statuses.length) - 1]
      if (status !== undefined) return new Response(null, { status })
      return new Promise<Response>((_resolve, reject) => {
        init?.signal?.addEventListener('abort', () => reject(new Error('aborted')))
      })
    },
  })
  return { ...api, received }
}

const input = (extra: Record<string, unknown> = {}) => ({ prompt: 'a fox', webhook: URL, ...extra })
const ALL = { webhook_events_filter: ['start', 'completed'] }

describe('what is delivered', () => {
  it('is the end of a request, with how it was billed', async () => {
    const { submit, clock, received, emulator } = start(200)
    const id = await submit('test/echo', input({ metadata: { order: '42' } }))
    await clock.advance(10 * SECOND)
    expect(
      received.map(({ body }) => [body['event'], body['id'], body['status'], body['billingStatus']]),
    ).toEqual([['completed', id, 'COMPLETED', 'charged']])
    expect(received[0]?.body).toMatchObject({
      metadata: { order: '42' },
      error: null,
      input: { prompt: 'a fox' },
    })
    expect(received[0]?.body['input']).not.toHaveProperty('webhook')
    expect(emulator.deliveries()).toMatchObject([
      {
        requestId: id,
        url: URL,
        event: 'completed',
        status: 'delivered',
        attempts: 1,
        lastResponseStatus: 200,
      },
    ])
  })

  it('is the start, too, where the filter asks for it', async () => {
    const { submit, clock, received } = start(200)
    await submit('test/echo', input(ALL))
    await clock.advance(10 * SECOND)
    expect(received.map(({ body }) => body['event'])).toEqual(['start', 'completed'])
  })

  it.each([
    ['test/provider-failure', 'COMPLETED', 'failed'],
    ['test/force-failed', 'FAILED', 'failed'],
    ['test/invalid-output', 'COMPLETED', 'failed'],
  ])('of %s is how it ended', async (endpoint, status, billingStatus) => {
    const { submit, clock, received } = start(200)
    await submit(endpoint, input())
    await clock.advance(7 * 60 * MINUTE)
    expect(received.map(({ body }) => body)).toMatchObject([{ event: 'completed', status, billingStatus }])
  })

  it('of a cancelled request is that', async () => {
    const { submit, queue, clock, received } = start(200)
    const id = await submit('test/cancellable', input())
    await queue('GET', `/test/cancellable/requests/${id}/cancel`)
    await clock.advance(SECOND)
    expect(received.map(({ body }) => body['status'])).toEqual(['CANCELLED'])
  })

  it('waits until the bill is settled', async () => {
    const { submit, clock, received, emulator } = start(200)
    emulator.set({ billingUpdate: 'event' })
    await submit('test/echo', input())
    await clock.advance(10 * SECOND)
    expect(received.map(({ body }) => body['billingStatus'])).toEqual(['charged'])
  })

  it('is nothing where no webhook was asked for', async () => {
    const { submit, clock, emulator } = start(200)
    await submit('test/echo', { prompt: 'a fox' })
    await clock.advance(10 * SECOND)
    expect(emulator.deliveries()).toEqual([])
  })
})

describe('an app that does not answer 2xx', () => {
  it.each([
    ['fails', 500],
    ['redirects', 302],
    ['hangs', undefined],
  ])('because it %s gets ten attempts on the schedule, under one id', async (_, status) => {
    const { submit, clock, received, emulator } = start(status)
    await submit('test/instant', input())
    await clock.advance(4 * 60 * MINUTE)
    const hanging = status === undefined ? 15 * SECOND : 0
    const waits = [5, 30, 120, 300, 600, 1200, 1800, 2700, 3600].map((seconds) => seconds * SECOND + hanging)
    expect(received.slice(1).map(({ at }, index) => at - (received[index]?.at ?? 0))).toEqual(waits)
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(emulator.deliveries()).toMatchObject([{ status: 'failed', attempts: 10 }])
  })

  it('is left alone once it answers 2xx, or 410', async () => {
    for (const [status, ends] of [
      [204, 'delivered'],
      [410, 'failed'],
    ] as const) {
      const { submit, clock, received, emulator } = start(503, status)
      await submit('test/instant', input())
      await clock.advance(4 * 60 * MINUTE)
      expect(received).toHaveLength(2)
      expect(emulator.deliveries()).toMatchObject([{ status: ends, lastResponseStatus: status }])
    }
  })

  it('can be simulated: not reached, or its answer lost', async () => {
    const { submit, clock, received, emulator } = start(200)
    emulator.set({
      faults: [
        { route: 'webhook', cut: 'before', times: 1 },
        { route: 'webhook', cut: 'after', times: 1 },
        { route: 'webhook', status: 500, times: 1 },
      ],
    })
    await submit('test/instant', input())
    await clock.advance(10 * MINUTE)
    expect(emulator.deliveries()).toMatchObject([{ status: 'delivered', attempts: 4 }])
    // The second and the fourth arrived.
    expect(received).toHaveLength(2)
  })
})

describe('the signature', () => {
  const verifies = (secret: string, { text, headers }: Received): boolean => {
    // The reference library goes by the machine's clock: what is checked here is the signature alone.
    const at = new Date(Number(headers['webhook-timestamp']) * SECOND)
    const expected = new Webhook(secret).sign(headers['webhook-id'] ?? '', at, text)
    return (headers['webhook-signature'] ?? '').split(' ').includes(expected)
  }

  it('is the one of Standard Webhooks over this attempt’s time', async () => {
    const { submit, rest, clock, received } = start(500, 200)
    const { body } = await rest('GET', '/webhooks/default/secret')
    await submit('test/instant', input({ prompt: 'Käse 🧀' }))
    await clock.advance(MINUTE)
    expect(received.map((each) => verifies(String(body['key']), each))).toEqual([true, true])
    const times = received.map(({ headers }) => Number(headers['webhook-timestamp']))
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBe(5)
  })

  it('is made with both secrets for a day after a rotation', async () => {
    const { submit, rest, clock, received } = start(200)
    const before = String((await rest('GET', '/webhooks/default/secret')).body['key'])
    const after = String((await rest('POST', '/webhooks/default/secret/rotate')).body['key'])
    expect((await rest('GET', '/webhooks/default/secret')).body['key']).toBe(after)
    await submit('test/instant', input())
    await clock.advance(24 * 60 * MINUTE)
    await submit('test/instant', input())
    await clock.advance(MINUTE)
    const verified = received.map((each) => [verifies(before, each), verifies(after, each)])
    expect(verified).toEqual([
      [true, true],
      [false, true],
    ])
  })
})

describe('the routes', () => {
  it('list deliveries, newest first, by request, status and event', async () => {
    const { submit, rest, clock } = start(200, 500)
    const ids = [await submit('test/instant', input())]
    await clock.advance(SECOND)
    ids.push(await submit('test/instant', input()))
    await clock.advance(SECOND)
    const found = async (query: string) =>
      ((await rest('GET', `/webhooks/deliveries${query}`)).body['data'] as { requestId: string }[]).map(
        ({ requestId }) => ids.indexOf(requestId),
      )
    expect(await found('')).toEqual([1, 0])
    expect(await found('?limit=1')).toEqual([1])
    expect(await found('?status=delivered')).toEqual([0])
    expect(await found(`?requestId=${ids[1]}&event=completed`)).toEqual([1])
    expect(await found('?event=start')).toEqual([])
  })

  it('replay a delivery under the same id', async () => {
    const { submit, rest, clock, received, emulator } = start(200)
    await submit('test/instant', input())
    await clock.advance(SECOND)
    const [delivery] = emulator.deliveries()
    expect((await rest('POST', `/webhooks/deliveries/${delivery?.id}/replay`)).status).toBe(202)
    await clock.advance(SECOND)
    expect(received.map(({ headers }) => headers['webhook-id'])).toEqual([delivery?.id, delivery?.id])
    expect((await rest('POST', '/webhooks/deliveries/nonsense/replay')).status).toBe(404)
  })

  it('need the key', async () => {
    const { call, emulator } = start(200)
    const answer = await call('GET', `${emulator.hosts.rest}/webhooks/default/secret`, undefined, {
      authorization: '',
    })
    expect(answer.status).toBe(401)
  })
})

describe('a webhook at submit', () => {
  it.each([
    'http://app.example.com/hook',
    'not a url',
    'https://user:secret@app.example.com/hook',
    'https://localhost/hook',
    'https://127.0.0.1/hook',
    'https://10.1.2.3/hook',
    'https://172.20.0.1/hook',
    'https://192.168.1.1/hook',
    'https://169.254.169.254/latest',
    'https://[::1]/hook',
    'https://[fd00::1]/hook',
    'https://db.internal/hook',
    'https://intranet/hook',
    `https://app.example.com/${'x'.repeat(2048)}`,
  ])('that leads to %s is refused', async (webhook) => {
    const { queue } = start(200)
    const answer = await queue('POST', '/test/echo', input({ webhook }))
    expect([answer.status, JSON.stringify(answer.body)]).toEqual([400, expect.stringContaining('"webhook"')])
  })

  it.each([
    { webhook_events_filter: ['output'] },
    { webhook_events_filter: [] },
    { webhook: undefined, ...ALL },
  ])('with %j is refused', async (extra) => {
    expect((await start(200).queue('POST', '/test/echo', input(extra))).status).toBe(400)
  })

  it('may lead to a loopback address where that is allowed', async () => {
    const { submit, clock, emulator, received } = start(200)
    emulator.set({ allowLoopbackWebhooks: true })
    for (const webhook of [
      'http://127.0.0.1:3000/hook',
      'https://localhost/hook',
      'http://[::1]:3000/hook',
    ]) {
      await submit('test/instant', input({ webhook }))
    }
    expect((await emulatorSubmit('http://10.0.0.1/hook')).status).toBe(400)
    await clock.advance(SECOND)
    expect(received).toHaveLength(3)

    function emulatorSubmit(webhook: string) {
      return emulator.fetch(
        new Request(`${emulator.hosts.queue}/test/echo`, {
          method: 'POST',
          headers: { authorization: 'Key test' },
          body: JSON.stringify(input({ webhook })),
        }),
      )
    }
  })

  it('is echoed with its events', async () => {
    const { queue } = start(200)
    expect((await queue('POST', '/test/echo', input())).body).toMatchObject({
      webhook: URL,
      webhook_events_filter: ['completed'],
    })
    expect((await queue('POST', '/test/echo', { prompt: 'x' })).body).not.toHaveProperty('webhook')
  })
})

it('sends nothing more after a reset', async () => {
  const { submit, clock, received, emulator } = start(500)
  await submit('test/instant', input())
  await clock.advance(SECOND)
  emulator.reset()
  await clock.advance(4 * 60 * MINUTE)
  expect(received).toHaveLength(1)
  expect(emulator.deliveries()).toEqual([])
})
