import { MissingNotice, reportError, type ErrorCallback } from '../shared/server-reports.js'
import { readBounded, type UnreadBody } from '../shared/read-bounded.js'
import { postRunEnd, runEndOf } from '../shared/run-ends.js'
import { createDeliveryLedger, createMemoryWebhookStore, type WebhookStore } from './delivery-ledger.js'
import { decodeDelivery, type WebhookDelivery } from './webhook-delivery.js'
import {
  checkSignature,
  DEFAULT_TOLERANCE_MS,
  readEnvelope,
  readKeys,
  secretBytes,
  WebhookVerificationError,
  type WebhookSecret,
} from './verify-webhook.js'

/** What `onError` gets beside the error. */
export interface WebhookErrorContext {
  request: Request
  /** `secret`: no usable secret. `store`: the shared store failed. Else the callback that threw. */
  stage: 'secret' | 'store' | 'onCompleted' | 'onStart'
  /** `webhook-id`, once it is verified. */
  id?: string
}

/** Options of {@link createWebhookHandler}. */
export interface WebhookHandlerOptions {
  /** `whsec_…` as `GET /webhooks/default/secret` of the REST host gives it; several, or a function, while it is rotated. */
  secret: WebhookSecret | undefined
  /**
   * Where handled ids are remembered: the `store` of the proxy handler. Several processes (and functions that may run twice at a
   * time) need one that they share, see `modelrunner-react/redis`.
   * @default the memory of this process
   */
  store?: WebhookStore | undefined
  /** How far a delivery's timestamp may be from this machine's clock, ms. @default 5 minutes */
  toleranceMs?: number | undefined
  /** Largest body that is read, bytes. It holds the request's input and output. @default 16 MiB */
  maxBodyBytes?: number | undefined
  /** A request has ended, however: look at `outcome`. The platform gets its 2xx when this is done, so keep it under 15 s. */
  onCompleted: (delivery: WebhookDelivery) => void | Promise<void>
  /** A request began to run. Deliveries come in any order: this one may come after `onCompleted`. */
  onStart?: ((delivery: WebhookDelivery) => void | Promise<void>) | undefined
  /** What threw, and where. It may be async. @default console.error in development, nothing in production */
  onError?: ErrorCallback<WebhookErrorContext> | undefined
}

/** A web-standard handler: a request in, a response out. */
export type WebhookHandler = (request: Request) => Promise<Response>

/** Input and output of one request, which may hold base64. */
const DEFAULT_MAX_BODY_BYTES = 16 * 1024 * 1024
/** A sender that pauses for so long is not the platform, ms. */
const BODY_STALL_MS = 10_000
/** The platform gives up on an answer after 15 s: a repeat that waits for the first one answers before, ms. */
const REPEAT_WAIT_MS = 10_000

/**
 * Answers the platform's webhooks: verifies each delivery (Standard Webhooks), calls back once per `webhook-id` and answers
 * 2xx only after the callback is done. Where the callback throws it answers 500, and the platform delivers again (10 attempts
 * over about three hours). Needs nothing but web standards, so it runs on Node, Bun, Deno and edge runtimes.
 *
 * A process that dies in the middle of a callback leaves its work half done, and the delivery is handled again: let the callback
 * write with the request's id as the key.
 *
 * @throws TypeError at once, where an option cannot be meant so
 * @example
 * export const POST = createWebhookHandler({
 *   secret: process.env.MODELRUNNER_WEBHOOK_SECRET,
 *   onCompleted: async ({ request, outcome }) => {
 *     await db.runs.update(request.id, { outcome, output: request.output })
 *   },
 * })
 */
export function createWebhookHandler(options: WebhookHandlerOptions): WebhookHandler {
  checkOptions(options)
  const noSecret = new MissingNotice(NO_SECRET_TEXT)
  if (isSecretMissing(options.secret)) noSecret.atStart()
  const ledger = createDeliveryLedger(options.store ?? createMemoryWebhookStore())
  const inFlight = new Map<string, Promise<Answer>>()
  return async (request) => {
    const delivery = await receive(options, noSecret, request)
    if (delivery instanceof Response) return delivery
    const first = inFlight.get(delivery.id)
    if (first) return answerAfter(first)
    const handling = handle(options, ledger, delivery, request)
    inFlight.set(delivery.id, handling)
    try {
      return (await handling)()
    } finally {
      inFlight.delete(delivery.id)
    }
  }
}

function checkOptions({ secret, onCompleted, toleranceMs, maxBodyBytes }: WebhookHandlerOptions): void {
  if (typeof onCompleted !== 'function') {
    throw new TypeError(
      'createWebhookHandler: onCompleted is missing. It is called when a request has ended.',
    )
  }
  for (const [name, value] of Object.entries({ toleranceMs, maxBodyBytes })) {
    if (value !== undefined && !(value > 0)) {
      throw new TypeError(`createWebhookHandler: ${name} must be a positive number.`)
    }
  }
  if (typeof secret === 'function') return
  const secrets = typeof secret === 'string' ? [secret] : (secret ?? [])
  // One that is missing is not thrown: the environment of a build often lacks it. Each call then says so.
  if (secrets.some((each) => each !== '' && !secretBytes(each))) {
    throw new TypeError(
      'createWebhookHandler: secret is not of the form whsec_<base64>. Read it at GET /webhooks/default/secret of the REST host.',
    )
  }
}

const NO_SECRET_TEXT =
  'createWebhookHandler: no webhook secret is configured, so every delivery is answered 500 and sent again. Read it at GET /webhooks/default/secret of the REST host and pass it as secret.'

/** A function is asked with each call. */
function isSecretMissing(secret: WebhookSecret | undefined): boolean {
  if (typeof secret === 'function') return false
  return (typeof secret === 'string' ? [secret] : (secret ?? [])).every((each) => each === '')
}

/** The delivery that a call carries, or the refusal of the call. The body is read only of calls that may be genuine. */
async function receive(
  options: WebhookHandlerOptions,
  noSecret: MissingNotice,
  request: Request,
): Promise<WebhookDelivery | Response> {
  if (request.method !== 'POST') {
    return refusal(405, `${request.method} is not answered here: webhooks are POSTed.`, { allow: 'POST' })
  }
  try {
    const envelope = readEnvelope(request.headers, options.toleranceMs ?? DEFAULT_TOLERANCE_MS)
    const maxBytes = options.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES
    const body = await readBounded(request, { maxBytes, stallMs: BODY_STALL_MS })
    if (typeof body === 'string') return unread(body, maxBytes)
    await checkSignature(envelope, body, await readKeys(options.secret))
    const delivery = decodeDelivery(body, envelope)
    return 'unusable' in delivery ? refusal(400, delivery.unusable) : delivery
  } catch (error) {
    if (error instanceof WebhookVerificationError && error.code !== 'no-secret') {
      return refusal(error.code === 'missing-headers' ? 400 : 401, error.message)
    }
    if (!options.onError && error instanceof WebhookVerificationError) noSecret.atCall()
    else reportError('createWebhookHandler', options.onError, error, { request, stage: 'secret' })
    // 5xx: the delivery comes again, and the secret may be there by then.
    return refusal(500, 'The webhook secret is not available.')
  }
}

/** Makes the answer: each of several calls that wait for it needs a Response of its own, since a body is read once. */
type Answer = () => Response

async function handle(
  { onError, onCompleted, onStart, store }: WebhookHandlerOptions,
  ledger: ReturnType<typeof createDeliveryLedger>,
  delivery: WebhookDelivery,
  request: Request,
): Promise<Answer> {
  const { id, event } = delivery
  const fail = (stage: WebhookErrorContext['stage'], error: unknown): void =>
    reportError('createWebhookHandler', onError, error, { request, stage, id })
  const [stage, callback] =
    event === 'completed'
      ? (['onCompleted', onCompleted] as const)
      : (['onStart', event === 'start' ? onStart : undefined] as const)
  // Events that may be added one day, and those nobody asked for.
  if (!callback) return accepted
  let claim
  try {
    claim = await ledger.claim(id)
  } catch (error) {
    fail('store', error)
    return () => later('The store that remembers handled deliveries is not available.')
  }
  if (claim === 'handled') return accepted
  if (claim === 'elsewhere') return () => later('Another process is handling this delivery.')
  const passing = passOnEnd(store, delivery, fail)
  try {
    await callback(delivery)
  } catch (error) {
    fail(stage, error)
    // A claim that cannot be given back runs out.
    await claim.release().catch((released: unknown) => fail('store', released))
    return () => refusal(500, `${stage} failed. The delivery is to be sent again.`)
  }
  await passing
  // Handled is handled: sending it again would do more harm than a store that does not know it.
  await claim.done().catch((error: unknown) => fail('store', error))
  return accepted
}

/**
 * Lets the proxy handler with the same store settle the run, though no browser watches it. It needs nothing of the app's
 * callback and waits for none of it. A proxy that misses it settles the run when it reads it.
 */
async function passOnEnd(
  store: WebhookStore | undefined,
  { request }: WebhookDelivery,
  fail: (stage: 'store', error: unknown) => void,
): Promise<void> {
  const end = runEndOf(request)
  if (!store || !end) return
  await postRunEnd(store, end).catch((error: unknown) => fail('store', error))
}

/** A repeat that comes while the first one is handled gets the first one's answer, or is sent away in time. */
async function answerAfter(first: Promise<Answer>): Promise<Response> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLong = new Promise<Answer>((resolve) => {
    timer = setTimeout(() => resolve(() => later('This delivery is still being handled.')), REPEAT_WAIT_MS)
  })
  try {
    return (await Promise.race([first, tooLong]))()
  } finally {
    clearTimeout(timer)
  }
}

function accepted(): Response {
  return new Response(null, { status: 204 })
}

function later(why: string): Response {
  return refusal(503, why, { 'retry-after': '30' })
}

function refusal(status: number, error: string, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify({ error, source: 'webhook-handler' }), {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  })
}

function unread(why: UnreadBody, maxBytes: number): Response {
  switch (why) {
    case 'too-large':
      return refusal(413, `The body is larger than ${maxBytes} bytes (maxBodyBytes of createWebhookHandler).`)
    case 'stalled':
    case 'late':
      return refusal(408, 'The body paused for too long.')
    case 'refused':
      return refusal(503, 'There is no memory for the body now.')
    case 'broken':
      return refusal(400, 'The body broke off.')
    case 'used':
      return refusal(
        500,
        'The body was read before it reached the webhook handler. The signature is over the raw bytes: mount the handler before body parsers, or give it a fresh Request made from the raw body.',
      )
    default:
      throw why satisfies never
  }
}
