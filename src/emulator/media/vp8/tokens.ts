import type { BoolEncoder } from './bool-encoder.js'
import { PROBABILITIES_PER_CONTEXT, UPDATE_PROBABILITIES } from './update-probabilities.js'

const BANDS = [0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7]
const ZIGZAG = [0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15]
/** Large values: from which value on, and the probabilities of the bits above it (RFC 6386 §13.2). */
const CATEGORIES = [
  { from: 5, bits: [159] },
  { from: 7, bits: [165, 145] },
  { from: 11, bits: [173, 148, 140] },
  { from: 19, bits: [176, 155, 140, 135] },
  { from: 35, bits: [180, 157, 141, 134, 130] },
  { from: 67, bits: [254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129] },
] as const
/** The way to each category through the nodes 6 to 10 of the tree: [node, bit]… */
const CATEGORY_PATHS: readonly (readonly (readonly [number, number])[])[] = [
  [
    [6, 0],
    [7, 0],
  ],
  [
    [6, 0],
    [7, 1],
  ],
  [
    [6, 1],
    [8, 0],
    [9, 0],
  ],
  [
    [6, 1],
    [8, 0],
    [9, 1],
  ],
  [
    [6, 1],
    [8, 1],
    [10, 0],
  ],
  [
    [6, 1],
    [8, 1],
    [10, 1],
  ],
]

/** Luma without its first coefficient, the block of first coefficients, chroma. */
export type BlockType = 0 | 1 | 2

/**
 * The coefficients of a frame as bits of the token tree. They are gathered first, so that the probabilities can be those of
 * this very frame: then no default table is needed.
 */
export class Tokens {
  readonly #zeros = new Uint32Array(UPDATE_PROBABILITIES.length)
  readonly #ones = new Uint32Array(UPDATE_PROBABILITIES.length)
  /** Node index (or ~probability for a bit of fixed probability) and bit, in turn. */
  readonly #bits: number[] = []

  /** Adds a block; true where it holds a coefficient. `neighbours`: how many of left and above do. */
  add(type: BlockType, coefficients: Int32Array, neighbours: number): boolean {
    const first = type === 0 ? 1 : 0
    let last = 15
    while (last >= first && coefficients[ZIGZAG[last] ?? 0] === 0) last -= 1
    let context = neighbours
    let wasZero = false
    for (let at = first; at <= last; at++) {
      const value = coefficients[ZIGZAG[at] ?? 0] ?? 0
      const base = ((type * 8 + (BANDS[at] ?? 0)) * 3 + context) * PROBABILITIES_PER_CONTEXT
      if (!wasZero) this.#node(base, 1)
      this.#value(base, value)
      wasZero = value === 0
      context = Math.min(2, Math.abs(value))
    }
    if (last < 15) {
      const at = last + 1
      this.#node(((type * 8 + (BANDS[at] ?? 0)) * 3 + context) * PROBABILITIES_PER_CONTEXT, 0)
    }
    return last >= first
  }

  /** The probabilities that are used, into the frame's header. */
  writeProbabilities(encoder: BoolEncoder): void {
    UPDATE_PROBABILITIES.forEach((keep, index) => {
      const isUsed = (this.#zeros[index] ?? 0) + (this.#ones[index] ?? 0) > 0
      encoder.write(isUsed, keep)
      if (isUsed) encoder.literal(this.#probability(index), 8)
    })
  }

  write(encoder: BoolEncoder): void {
    for (let at = 0; at < this.#bits.length; at += 2) {
      const node = this.#bits[at] ?? 0
      encoder.write(this.#bits[at + 1] ?? 0, node < 0 ? ~node : this.#probability(node))
    }
  }

  #value(base: number, value: number): void {
    const size = Math.abs(value)
    this.#node(base + 1, size > 0 ? 1 : 0)
    if (size === 0) return
    this.#node(base + 2, size > 1 ? 1 : 0)
    if (size > 1) this.#large(base, size)
    this.#fixed(128, value < 0 ? 1 : 0)
  }

  #large(base: number, size: number): void {
    this.#node(base + 3, size > 4 ? 1 : 0)
    if (size <= 4) {
      this.#node(base + 4, size > 2 ? 1 : 0)
      if (size > 2) this.#node(base + 5, size > 3 ? 1 : 0)
      return
    }
    const category = CATEGORIES.findLastIndex(({ from }) => size >= from)
    for (const [node, bit] of CATEGORY_PATHS[category] ?? []) this.#node(base + node, bit)
    const { from, bits } = CATEGORIES[category] ?? CATEGORIES[0]
    bits.forEach((probability, index) => {
      this.#fixed(probability, ((size - from) >> (bits.length - 1 - index)) & 1)
    })
  }

  #node(index: number, bit: 0 | 1 | number): void {
    const counts = bit ? this.#ones : this.#zeros
    counts[index] = (counts[index] ?? 0) + 1
    this.#bits.push(index, bit)
  }

  #fixed(probability: number, bit: number): void {
    this.#bits.push(~probability, bit)
  }

  #probability(index: number): number {
    const zeros = this.#zeros[index] ?? 0
    const all = zeros + (this.#ones[index] ?? 0)
    return Math.min(255, Math.max(1, Math.round((256 * zeros) / all)))
  }
}
