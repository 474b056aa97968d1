import type { Clock } from '../../protocol/clock.js'
import { wait } from '../clock.js'
import type { WebhookDeliveryRecord } from '../emulator.js'
import type { FaultPicker } from '../faults/fault-picker.js'
import type { Fault } from '../faults/fault.js'
import type { RequestRecord } from '../lifecycle/request-record.js'
import type { Platform } from '../platform/platform.js'
import { makeId, type Random } from '../random.js'
import type { WebhookEvent } from './webhook-target.js'

/** What deliveries need of the world they are part of. */
interface Surroundings {
  readonly clock: Clock
  readonly platform: Platform
  readonly faults: FaultPicker
  readonly fetch: typeof globalThis.fetch
  random(purpose: string): Random
}

type Attempt = WebhookDeliveryRecord['history'][number]

interface Delivery {
  record: WebhookDeliveryRecord
  body: string
  timer?: unknown
}

const SECOND = 1000
const MINUTE = 60 * SECOND
/** Waits before the second to the tenth attempt, ms. */
const RETRY_MS = [5 * SECOND, 30 * SECOND, ...[2, 5, 10, 20, 30, 45, 60].map((minutes) => minutes * MINUTE)]
/** The app has to answer within this, ms. */
const ANSWER_TIMEOUT_MS = 15 * SECOND
const GONE = 410

/** Sends, signs and repeats the webhooks of one account, on the world's clock. */
export class WebhookDeliveries {
  readonly secrets: WebhookSecrets
  readonly #world: Surroundings
  readonly #deliveries = new Map<string, Delivery>()
  #isOver = false

  constructor(world: Surroundings) {
    this.#world = world
    this.secrets = new WebhookSecrets(world.platform, world.clock, world.random('webhook-secret'))
  }

  /** Oldest first. */
  list(): WebhookDeliveryRecord[] {
    return [...this.#deliveries.values()].map(({ record }) => structuredClone(record))
  }

  /** A request has reached an event; it is delivered where its submit asked for that. */
  notify({ webhook, item }: RequestRecord, event: WebhookEvent): void {
    if (!webhook?.events.includes(event) || this.#isOver) return
    const record: WebhookDeliveryRecord = {
      id: `msg_${makeId(this.#world.random('webhooks'))}`,
      requestId: item.id,
      url: webhook.url,
      event,
      status: 'pending',
      attempts: 0,
      history: [],
      createdAt: new Date(this.#world.clock.now()).toISOString(),
    }
    // What is true now is what is sent, however late an attempt is.
    this.#deliveries.set(record.id, { record, body: JSON.stringify({ event, error: null, ...item }) })
    this.#schedule(record.id, 0)
  }

  /** Delivers once more, now, under the same id. Undefined where there is no such delivery. */
  replay(id: string): WebhookDeliveryRecord | undefined {
    const delivery = this.#deliveries.get(id)
    if (!delivery) return undefined
    this.#schedule(id, 0)
    return structuredClone(delivery.record)
  }

  dispose(): void {
    this.#isOver = true
    for (const { timer } of this.#deliveries.values()) this.#world.clock.clearTimeout(timer)
  }

  #schedule(id: string, ms: number): void {
    const delivery = this.#deliveries.get(id)
    if (!delivery) return
    const { clock } = this.#world
    clock.clearTimeout(delivery.timer)
    delivery.record.status = 'pending'
    delivery.record.nextAttemptAt = new Date(clock.now() + ms).toISOString()
    delivery.timer = clock.setTimeout(() => void this.#attempt(id), ms)
  }

  async #attempt(id: string): Promise<void> {
    const delivery = this.#deliveries.get(id)
    if (!delivery || this.#isOver) return
    const { record, body } = delivery
    delete record.nextAttemptAt
    record.status = 'delivering'
    record.attempts += 1
    const attempt: Attempt = { at: this.#world.clock.now() }
    record.history.push(attempt)
    const { status, error } = Object.assign(attempt, await this.#post(record, body))
    if (this.#isOver) return
    delete record.lastError
    delete record.lastResponseStatus
    if (status !== undefined) record.lastResponseStatus = status
    if (error !== undefined) record.lastError = error
    if (status !== undefined && status >= 200 && status < 300) {
      record.status = 'delivered'
      return
    }
    const next = RETRY_MS[record.attempts - 1]
    if (status === GONE || next === undefined) record.status = 'failed'
    else this.#schedule(id, next)
  }

  async #post(record: WebhookDeliveryRecord, body: string): Promise<Omit<Attempt, 'at'>> {
    const { clock, faults } = this.#world
    const fault = faults.pick('webhook', { path: record.url })
    const timeout = new AbortController()
    const timer = clock.setTimeout(() => timeout.abort(), ANSWER_TIMEOUT_MS)
    try {
      if (fault?.delayMs) await wait(clock, fault.delayMs)
      if (fault?.cut === 'before') return { error: 'The connection was cut by a fault of the emulator.' }
      if (fault?.status !== undefined) return { status: fault.status }
      const seconds = Math.floor(clock.now() / SECOND)
      const answer = await this.#world.fetch(record.url, {
        method: 'POST',
        body,
        redirect: 'manual',
        signal: timeout.signal,
        headers: {
          'content-type': 'application/json',
          'user-agent': 'ModelRunner-Webhooks/1.0 (emulator)',
          'webhook-id': record.id,
          'webhook-timestamp': String(seconds),
          'webhook-signature': this.secrets.sign(record.id, seconds, body),
        },
      })
      await answer.body?.cancel().catch(() => undefined)
      return outcomeOf(fault, answer)
    } catch (error) {
      return { error: timeout.signal.aborted ? 'No answer within 15 s.' : reasonOf(error) }
    } finally {
      clock.clearTimeout(timer)
    }
  }
}

/** A fault may lose the answer to a delivery that did arrive: the app then gets it again. */
function outcomeOf(fault: Fault | undefined, answer: Response): Omit<Attempt, 'at'> {
  if (fault?.cut) return { error: 'The answer was lost by a fault of the emulator.' }
  // A redirect that is not followed has no status in browsers.
  return { status: answer.type === 'opaqueredirect' ? 302 : answer.status }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error ? cause.message : String(error)
}

/** After a rotation both secrets sign for this long, ms. */
const OVERLAP_MS = 24 * 60 * 60 * 1000
const SECRET_BYTES = 24
/** Block of SHA-256, bytes (RFC 2104). */
const BLOCK = 64

/** The account's signing secrets: the one in use, and the one before it for a day after a rotation. */
class WebhookSecrets {
  readonly #platform: Platform
  readonly #clock: Clock
  readonly #random: Random
  #current: Uint8Array
  #before: { key: Uint8Array; until: number } | undefined

  constructor(platform: Platform, clock: Clock, random: Random) {
    this.#platform = platform
    this.#clock = clock
    this.#random = random
    this.#current = this.#make()
  }

  /** As `GET /webhooks/default/secret` gives it. */
  get key(): string {
    return `whsec_${base64(this.#current)}`
  }

  rotate(): void {
    this.#before = { key: this.#current, until: this.#clock.now() + OVERLAP_MS }
    this.#current = this.#make()
  }

  /** The `webhook-signature` of an attempt (Standard Webhooks). */
  sign(id: string, seconds: number, body: string): string {
    const text = new TextEncoder().encode(`${id}.${seconds}.${body}`)
    const before = this.#before
    const keys = before && before.until > this.#clock.now() ? [this.#current, before.key] : [this.#current]
    return keys.map((key) => `v1,${base64(this.#hmac(key, text))}`).join(' ')
  }

  #make(): Uint8Array {
    return Uint8Array.from({ length: SECRET_BYTES }, () => Math.floor(this.#random() * 256))
  }

  /** HMAC by hand: WebCrypto is missing on pages without https. */
  #hmac(key: Uint8Array, text: Uint8Array): Uint8Array {
    const inner = this.#platform.createHash('sha256')
    inner.update(padded(key, 0x36))
    inner.update(text)
    const outer = this.#platform.createHash('sha256')
    outer.update(padded(key, 0x5c))
    outer.update(fromHex(inner.digest()))
    return fromHex(outer.digest())
  }
}

function padded(key: Uint8Array, pad: number): Uint8Array {
  return Uint8Array.from({ length: BLOCK }, (_, index) => (key[index] ?? 0) ^ pad)
}

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16))
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}
