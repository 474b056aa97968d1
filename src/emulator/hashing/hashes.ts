import type { StreamingHash } from '../platform/platform.js'

/** 32-bit words as lower-case hex. */
function hex(words: Iterable<number>, isBigEndian: boolean): string {
  let text = ''
  for (const word of words) {
    for (let byte = 0; byte < 4; byte++) {
      const shift = (isBigEndian ? 3 - byte : byte) * 8
      text += ((word >>> shift) & 0xff).toString(16).padStart(2, '0')
    }
  }
  return text
}

/** Feeds a hash in blocks of 64 bytes: what SHA-256 and MD5 have in common. */
class BlockBuffer {
  #block = new Uint8Array(64)
  #used = 0
  /** Bytes fed so far. */
  length = 0

  feed(bytes: Uint8Array, digestBlock: (bytes: Uint8Array, at: number) => void): void {
    this.length += bytes.length
    let at = 0
    if (this.#used > 0) {
      at = Math.min(64 - this.#used, bytes.length)
      this.#block.set(bytes.subarray(0, at), this.#used)
      this.#used += at
      if (this.#used < 64) return
      digestBlock(this.#block, 0)
      this.#used = 0
    }
    for (; at + 64 <= bytes.length; at += 64) digestBlock(bytes, at)
    this.#block.set(bytes.subarray(at))
    this.#used = bytes.length - at
  }

  /** The closing bytes: a one bit, zeros, the length in bits. */
  padding(isBigEndian: boolean): Uint8Array {
    const padding = new Uint8Array((this.#used < 56 ? 64 : 128) - this.#used)
    padding[0] = 0x80
    const view = new DataView(padding.buffer)
    const high = Math.floor(this.length / 0x20000000)
    const low = (this.length << 3) >>> 0
    const at = padding.length - 8
    view.setUint32(at, isBigEndian ? high : low, !isBigEndian)
    view.setUint32(at + 4, isBigEndian ? low : high, !isBigEndian)
    return padding
  }

  copy(): BlockBuffer {
    const copy = new BlockBuffer()
    copy.#block = this.#block.slice()
    copy.#used = this.#used
    copy.length = this.length
    return copy
  }
}

const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]
/** RFC 1321: the sines of 1 to 64, as whole 32-bit numbers. */
const SINES = Int32Array.from({ length: 64 }, (_, index) =>
  Math.floor(Math.abs(Math.sin(index + 1)) * 4_294_967_296),
)

/** MD5 in pieces, for the ETags that storage gives: no browser has it. Not for secrets. */
export class Md5 implements StreamingHash {
  #state = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476)
  #buffer = new BlockBuffer()

  update(bytes: Uint8Array): void {
    this.#buffer.feed(bytes, (block, at) => this.#digestBlock(block, at))
  }

  digest(): string {
    this.update(this.#buffer.padding(false))
    return hex(this.#state, false)
  }

  copy(): Md5 {
    const copy = new Md5()
    copy.#state = this.#state.slice()
    copy.#buffer = this.#buffer.copy()
    return copy
  }

  #digestBlock(bytes: Uint8Array, at: number): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset + at, 64)
    let [a = 0, b = 0, c = 0, d = 0] = this.#state
    for (let step = 0; step < 64; step++) {
      const round = step >> 4
      const mixed =
        round === 0
          ? (b & c) | (~b & d)
          : round === 1
            ? (d & b) | (~d & c)
            : round === 2
              ? b ^ c ^ d
              : c ^ (b | ~d)
      const word = [step, 5 * step + 1, 3 * step + 5, 7 * step][round] ?? 0
      const sum = (a + mixed + (SINES[step] ?? 0) + view.getInt32((word % 16) * 4, true)) | 0
      const shift = SHIFTS[round * 4 + (step % 4)] ?? 0
      a = d
      d = c
      c = b
      b = (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0
    }
    const next = [a, b, c, d]
    for (let index = 0; index < 4; index++) {
      this.#state[index] = (this.#state[index] ?? 0) + (next[index] ?? 0)
    }
  }
}

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
