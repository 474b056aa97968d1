import { decodeDelivery, type WebhookDelivery } from './webhook-delivery.js'

/**
 * The signing secret, `whsec_…`; several while one is being rotated; or a function that finds them at each call, for a
 * secret store.
 */
export type WebhookSecret =
  string | readonly string[] | (() => string | readonly string[] | Promise<string | readonly string[]>)

/** Standard Webhooks' own figure: a captured delivery cannot be sent again later, ms. */
export const DEFAULT_TOLERANCE_MS = 5 * 60 * 1000

/** Longer ids and signature lists are not from the platform; they would be hashed and stored, characters. */
const MAX_ID_LENGTH = 256
const MAX_SIGNATURES_LENGTH = 4096

export type WebhookFault =
  | 'missing-headers'
  | 'bad-timestamp'
  | 'too-old'
  | 'too-new'
  | 'no-matching-signature'
  | 'unusable-body'
  | 'no-secret'

/** A delivery that is not to be believed, or a secret that cannot be used. `code` tells which. */
export class WebhookVerificationError extends Error {
  override readonly name = 'WebhookVerificationError'
  readonly code: WebhookFault

  constructor(code: WebhookFault, message: string) {
    super(message)
    this.code = code
  }
}

export interface VerifyWebhookOptions {
  secret: WebhookSecret | undefined
  /** Of the incoming call: web `Headers`, or the object that Node and most frameworks give. */
  headers: Headers | Record<string, string | readonly string[] | undefined>
  /** The raw body. A body that was parsed and written again has another signature. */
  body: string | Uint8Array
  /** How far the delivery's timestamp may be from this machine's clock, ms. @default 5 minutes */
  toleranceMs?: number | undefined
}

/**
 * Checks a delivery's signature and age (Standard Webhooks, HMAC-SHA256) and decodes it. It does not tell repeats apart:
 * the platform delivers at least once, so handle each `id` once, or use {@link createWebhookHandler}.
 *
 * @throws WebhookVerificationError where the delivery is forged, altered, too old or unusable
 * @example
 * const delivery = await verifyWebhook({ secret: process.env.MODELRUNNER_WEBHOOK_SECRET, headers: request.headers, body: await request.text() })
 */
export async function verifyWebhook({
  secret,
  headers,
  body,
  toleranceMs,
}: VerifyWebhookOptions): Promise<WebhookDelivery> {
  const envelope = readEnvelope(headers, toleranceMs)
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : new Uint8Array(body)
  await checkSignature(envelope, bytes, await readKeys(secret))
  const delivery = decodeDelivery(bytes, envelope)
  if ('unusable' in delivery) throw new WebhookVerificationError('unusable-body', delivery.unusable)
  return delivery
}

/** What the headers say of a delivery. */
export interface Envelope {
  id: string
  timestamp: Date
  /** As it was sent: it is part of what was signed. */
  timestampText: string
  signatures: string
}

/** Reads and checks what can be checked before the body is read. */
export function readEnvelope(
  headers: VerifyWebhookOptions['headers'],
  toleranceMs = DEFAULT_TOLERANCE_MS,
): Envelope {
  const id = headerOf(headers, 'webhook-id')
  const timestampText = headerOf(headers, 'webhook-timestamp')
  const signatures = headerOf(headers, 'webhook-signature')
  if (!id || !timestampText || !signatures) {
    throw new WebhookVerificationError(
      'missing-headers',
      'webhook-id, webhook-timestamp or webhook-signature is missing: this is not a delivery of the platform.',
    )
  }
  if (id.length > MAX_ID_LENGTH || signatures.length > MAX_SIGNATURES_LENGTH) {
    throw new WebhookVerificationError('missing-headers', 'webhook-id or webhook-signature is too long.')
  }
  if (!/^\d{1,12}$/.test(timestampText)) {
    throw new WebhookVerificationError('bad-timestamp', 'webhook-timestamp is not in Unix seconds.')
  }
  const sentAt = Number(timestampText) * 1000
  const age = Date.now() - sentAt
  // The header counts whole seconds.
  if (age >= toleranceMs + 1000) {
    throw new WebhookVerificationError(
      'too-old',
      'The delivery is too old. If it is fresh, this machine’s clock is ahead.',
    )
  }
  if (-age > toleranceMs) {
    throw new WebhookVerificationError(
      'too-new',
      'The delivery is from the future: this machine’s clock is behind.',
    )
  }
  return { id, timestamp: new Date(sentAt), timestampText, signatures }
}

/** Rejects where no signature fits any of the keys. */
export async function checkSignature(
  { id, timestampText, signatures }: Envelope,
  body: Uint8Array<ArrayBuffer>,
  keys: readonly CryptoKey[],
): Promise<void> {
  const signed = joined(new TextEncoder().encode(`${id}.${timestampText}.`), body)
  for (const signature of signatures.split(' ')) {
    const [version, text = ''] = signature.split(',')
    const bytes = version === 'v1' ? fromBase64(text) : undefined
    if (!bytes) continue
    for (const key of keys) {
      // `verify` compares in constant time.
      if (await crypto.subtle.verify('HMAC', key, bytes, signed)) return
    }
  }
  throw new WebhookVerificationError(
    'no-matching-signature',
    'No signature matches. The delivery is forged or altered, the secret is another one, or the body was parsed and written again on its way.',
  )
}

/** The keys of all secrets. */
export async function readKeys(secret: WebhookSecret | undefined): Promise<CryptoKey[]> {
  const found = typeof secret === 'function' ? await secret() : secret
  // JavaScript may pass null, an environment nothing.
  const secrets = typeof found === 'string' ? [found] : [...(found ?? [])]
  if (secrets.length === 0) throw noSecret()
  return Promise.all(secrets.map(importKey))
}

function importKey(secret: string): Promise<CryptoKey> {
  const bytes = secretBytes(secret)
  if (!bytes) throw noSecret()
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
}

/** The bytes in `whsec_<base64>`; undefined where it is no such secret. */
export function secretBytes(secret: unknown): Uint8Array<ArrayBuffer> | undefined {
  if (typeof secret !== 'string') return undefined
  const bytes = fromBase64(secret.trim().replace(/^whsec_/, ''))
  return bytes && bytes.length > 0 ? bytes : undefined
}

function noSecret(): WebhookVerificationError {
  return new WebhookVerificationError(
    'no-secret',
    'The webhook secret is missing or is not of the form whsec_<base64>. Read it at GET /webhooks/default/secret of the REST host.',
  )
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    return undefined
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(first.length + second.length)
  all.set(first)
  all.set(second, first.length)
  return all
}

function headerOf(headers: VerifyWebhookOptions['headers'], name: string): string | undefined {
  if (isHeaders(headers)) return headers.get(name) ?? undefined
  const entry = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1]
  return typeof entry === 'string' ? entry : entry?.[0]
}

/** By what it can do: frameworks and test environments bring Headers classes of their own. */
function isHeaders(headers: VerifyWebhookOptions['headers']): headers is Headers {
  return typeof headers.get === 'function'
}
