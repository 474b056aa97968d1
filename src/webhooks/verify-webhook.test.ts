// @vitest-environment node
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { verifyWebhook, WebhookVerificationError } from './verify-webhook.js'

/** The values that Standard Webhooks' own suites share over all its languages. */
const SECRET = 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const ID = 'msg_p5jXN8AQM9LWM0D4loKWxJek'
const REFERENCE = {
  seconds: 1_614_265_330,
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
}
const OTHER = 'v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc='
const BODY = JSON.stringify({
  event: 'completed',
  id: 'req_1',
  modelEndpoint: 'acme/paint',
  status: 'COMPLETED',
  billingStatus: 'charged',
})

afterEach(() => vi.useRealTimers())

/** Signed by the reference library. */
function signed(body = BODY, { at = Date.now(), id = ID, secret = SECRET } = {}): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, new Date(at), body),
  }
}

const verify = (headers: Record<string, string | string[] | undefined>, body = BODY, secret = SECRET) =>
  verifyWebhook({ secret, headers, body })

async function faultOf(verifying: Promise<unknown>): Promise<string> {
  const error = await verifying.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof WebhookVerificationError)) throw new Error(`not refused: ${String(error)}`)
  return error.code
}

describe('the suite of Standard Webhooks', () => {
  it('an empty, missing or null key is refused', async () => {
    for (const secret of ['', undefined, null, 'whsec_']) {
      // What JavaScript may pass.
      expect(await faultOf(verifyWebhook({ secret: secret as string, headers: signed(), body: BODY }))).toBe(
        'no-secret',
      )
    }
  })

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])(
    'a missing %s is refused',
    async (name) => {
      expect(await faultOf(verify({ ...signed(), [name]: undefined }))).toBe('missing-headers')
    },
  )

  it('a timestamp that is no number is refused', async () => {
    expect(await faultOf(verify({ ...signed(), 'webhook-timestamp': 'hello' }))).toBe('bad-timestamp')
  })

  it.each(['v1,dawfeoifkpqwoekfpqoekf', 'v1,', signed()['webhook-signature']?.slice(0, 8), 'v1', ','])(
    'the signature %s is refused',
    async (signature) => {
      expect(await faultOf(verify({ ...signed(), 'webhook-signature': signature }))).toBe(
        'no-matching-signature',
      )
    },
  )

  it.each([
    [-(5 * 60 + 1), 'too-old'],
    [5 * 60 + 1, 'too-new'],
  ])('a timestamp %i s from now is %s', async (seconds, fault) => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_700_000_000_000 })
    expect(await faultOf(verify(signed(BODY, { at: Date.now() + seconds * 1000 })))).toBe(fault)
  })

  it('one of several signatures is enough', async () => {
    const headers = signed()
    const list = [OTHER, OTHER.replace('v1', 'v2'), headers['webhook-signature'], OTHER].join(' ')
    expect((await verify({ ...headers, 'webhook-signature': list })).id).toBe(ID)
  })

  it('the secret works with and without its prefix', async () => {
    expect((await verify(signed())).id).toBe(ID)
    expect((await verify(signed(), BODY, `whsec_${SECRET}`)).id).toBe(ID)
  })

  it('the reference signature is accepted, and its body is then found not to be a delivery', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: REFERENCE.seconds * 1000 })
    const headers = {
      'webhook-id': ID,
      'webhook-timestamp': String(REFERENCE.seconds),
      'webhook-signature': REFERENCE.signature,
    }
    expect(await faultOf(verify(headers, REFERENCE.body))).toBe('unusable-body')
    expect(await faultOf(verify(headers, `${REFERENCE.body} `))).toBe('no-matching-signature')
  })
})

it('agrees with the reference library about any id, body, secret and damage', async () => {
  const secrets = fc
    .uint8Array({ minLength: 1, maxLength: 64 })
    .map((key) => Buffer.from(key).toString('base64'))
  const ids = fc.stringMatching(/^[A-Za-z0-9_.-]{1,40}$/)
  const bodies = fc.record({
    event: fc.constant('completed'),
    id: fc.constant('r'),
    text: fc.string({ unit: 'grapheme' }),
  })
  await fc.assert(
    fc.asyncProperty(
      secrets,
      ids,
      bodies,
      fc.boolean(),
      fc.nat(),
      async (secret, id, value, isDamaged, place) => {
        const body = JSON.stringify(value)
        const headers = signed(body, { id, secret })
        const at = place % body.length
        const sent = isDamaged ? `${body.slice(0, at)}\u0001${body.slice(at + 1)}` : body
        const isOurs = await verify(headers, sent, secret).then(
          () => true,
          (error: WebhookVerificationError) => error.code === 'unusable-body',
        )
        expect(isOurs).toBe(!isDamaged)
        if (isDamaged) expect(() => new Webhook(secret).verify(sent, headers)).toThrow()
        else expect(new Webhook(secret).verify(sent, headers)).toEqual(JSON.parse(body))
      },
    ),
    { numRuns: 200 },
  )
})

describe('what is read', () => {
  it('is the delivery: id, time, event, request and what it came to', async () => {
    const at = Math.floor(Date.now() / 1000) * 1000
    expect(await verify(signed(BODY, { at }))).toEqual({
      id: ID,
      timestamp: new Date(at),
      event: 'completed',
      request: { id: 'req_1', modelEndpoint: 'acme/paint', status: 'COMPLETED', billingStatus: 'charged' },
      outcome: 'succeeded',
    })
  })

  it.each([
    ['a failure billed as failed', { status: 'COMPLETED', billingStatus: 'failed' }, 'failed'],
    ['a cancelled request', { status: 'CANCELLED', billingStatus: 'failed' }, 'cancelled'],
    ['a forced end', { status: 'FAILED', error: 'six hours' }, 'failed'],
    [
      'paid output with a part missing',
      { status: 'COMPLETED', billingStatus: 'partial', error: 'x' },
      'succeeded',
    ],
    ['a bill that is not settled', { status: 'COMPLETED', billingStatus: 'pending' }, 'pending'],
    [
      'an error envelope, which has no status',
      { error: 'the provider failed', billingStatus: 'failed' },
      'failed',
    ],
    ['an error envelope alone', { error: 'the provider failed' }, 'failed'],
  ])('of %s', async (_, fields, outcome) => {
    const body = JSON.stringify({ event: 'completed', request_id: 'r', ...fields })
    const delivery = await verify(signed(body), body)
    expect([delivery.request.id, delivery.outcome]).toEqual(['r', outcome])
  })

  it('of a start is a request that runs', async () => {
    const body = JSON.stringify({ event: 'start', id: 'r' })
    const { event, outcome, request } = await verify(signed(body), body)
    expect([event, outcome, request.status]).toEqual(['start', 'pending', 'IN_PROGRESS'])
  })

  it.each([
    '',
    'x',
    'null',
    '[]',
    '{}',
    '{"event":"completed"}',
    '{"id":"r"}',
    '{"id":3,"event":"completed"}',
  ])('of the signed body %j is a fault', async (body) => {
    expect(await faultOf(verify(signed(body), body))).toBe('unusable-body')
  })

  it('comes from Headers, from Node’s headers and from names in any case', async () => {
    const headers = signed()
    const upper = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toUpperCase(), [value]]),
    )
    for (const each of [new Headers(headers), headers, upper]) {
      expect((await verifyWebhook({ secret: SECRET, headers: each, body: BODY })).id).toBe(ID)
    }
  })

  it('comes from bytes as from text', async () => {
    const body = JSON.stringify({ event: 'completed', id: 'r', prompt: 'Käse 🧀' })
    const bytes = new TextEncoder().encode(body)
    expect((await verifyWebhook({ secret: SECRET, headers: signed(body), body: bytes })).request.id).toBe('r')
  })
})

describe('the secret', () => {
  const NEW = `whsec_${Buffer.from('a new secret of this account').toString('base64')}`

  it('may be several while it is rotated', async () => {
    for (const secret of [SECRET, NEW]) {
      const headers = signed(BODY, { secret })
      expect((await verifyWebhook({ secret: [SECRET, NEW], headers, body: BODY })).id).toBe(ID)
    }
  })

  it('may be found at each call', async () => {
    expect(
      (await verifyWebhook({ secret: async () => [NEW, SECRET], headers: signed(), body: BODY })).id,
    ).toBe(ID)
  })

  it('of another account is refused', async () => {
    expect(await faultOf(verify(signed(), BODY, NEW))).toBe('no-matching-signature')
  })
})
