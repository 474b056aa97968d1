import type { Clock } from '../../protocol/clock.js'
import type { Platform } from '../platform/platform.js'
import type { Random } from '../random.js'

/** After a rotation both secrets sign for this long, ms. */
const OVERLAP_MS = 24 * 60 * 60 * 1000
const SECRET_BYTES = 24
/** Block of SHA-256, bytes (RFC 2104). */
const BLOCK = 64

/** The account's signing secrets: the one in use, and the one before it for a day after a rotation. */
export class WebhookSecrets {
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
