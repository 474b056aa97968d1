import type { StreamingHash } from '../platform/platform.js'
import { BlockBuffer } from './block-buffer.js'
import { hex } from './hex.js'

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
