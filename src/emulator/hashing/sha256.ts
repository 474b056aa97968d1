import type { StreamingHash } from '../platform/platform.js'
import { BlockBuffer } from './block-buffer.js'
import { hex } from './hex.js'

/** First 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4). */
const K = fractions(64, Math.cbrt)
const START = fractions(8, Math.sqrt)

/** SHA-256 in pieces, for browsers: their own digest wants all bytes at once. */
export class Sha256 implements StreamingHash {
  #state: Int32Array = START.slice()
  #buffer = new BlockBuffer()
  readonly #schedule = new Int32Array(64)

  update(bytes: Uint8Array): void {
    this.#buffer.feed(bytes, (block, at) => this.#digestBlock(block, at))
  }

  digest(): string {
    this.update(this.#buffer.padding(true))
    return hex(this.#state, true)
  }

  copy(): Sha256 {
    const copy = new Sha256()
    copy.#state = this.#state.slice()
    copy.#buffer = this.#buffer.copy()
    return copy
  }

  #digestBlock(bytes: Uint8Array, at: number): void {
    const w = this.#schedule
    const view = new DataView(bytes.buffer, bytes.byteOffset + at, 64)
    for (let t = 0; t < 16; t++) w[t] = view.getInt32(t * 4)
    for (let t = 16; t < 64; t++) {
      const near = w[t - 2] ?? 0
      const far = w[t - 15] ?? 0
      const sigma1 = rotate(near, 17) ^ rotate(near, 19) ^ (near >>> 10)
      const sigma0 = rotate(far, 7) ^ rotate(far, 18) ^ (far >>> 3)
      w[t] = sigma1 + (w[t - 7] ?? 0) + sigma0 + (w[t - 16] ?? 0)
    }
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = this.#state
    for (let t = 0; t < 64; t++) {
      const sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
      const first = (h + sum1 + ((e & f) ^ (~e & g)) + (K[t] ?? 0) + (w[t] ?? 0)) | 0
      const sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
      const second = (sum0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
      h = g
      g = f
      f = e
      e = (d + first) | 0
      d = c
      c = b
      b = a
      a = (first + second) | 0
    }
    const next = [a, b, c, d, e, f, g, h]
    for (let index = 0; index < 8; index++) {
      this.#state[index] = (this.#state[index] ?? 0) + (next[index] ?? 0)
    }
  }
}

function rotate(value: number, by: number): number {
  return (value >>> by) | (value << (32 - by))
}

function fractions(count: number, root: (value: number) => number): Int32Array {
  const found: number[] = []
  for (let candidate = 2; found.length < count; candidate++) {
    if (isPrime(candidate)) found.push((root(candidate) % 1) * 4_294_967_296)
  }
  return Int32Array.from(found, (value) => Math.floor(value) | 0)
}

function isPrime(value: number): boolean {
  for (let factor = 2; factor * factor <= value; factor++) if (value % factor === 0) return false
  return true
}
