/** The arithmetic coder of VP8 (RFC 6386 §7): writes bits, each with the probability (1–255 of 256) that it is 0. */
export class BoolEncoder {
  readonly #bytes: number[] = []
  #low = 0
  #range = 255
  #bitsLeft = 24

  write(bit: boolean | number, probability: number): void {
    const split = 1 + (((this.#range - 1) * probability) >> 8)
    if (bit) {
      this.#low = (this.#low + split) % 0x1_0000_0000
      if (this.#low < split) this.#carry()
      this.#range -= split
    } else {
      this.#range = split
    }
    while (this.#range < 128) {
      this.#range <<= 1
      if (this.#low >= 0x8000_0000) this.#carry()
      this.#low = (this.#low * 2) % 0x1_0000_0000
      this.#bitsLeft -= 1
      if (this.#bitsLeft === 0) {
        this.#bytes.push(Math.floor(this.#low / 0x100_0000))
        this.#low %= 0x100_0000
        this.#bitsLeft = 8
      }
    }
  }

  /** A number of so many bits, the highest first, each as likely 0 as 1. */
  literal(value: number, bits: number): void {
    for (let bit = bits - 1; bit >= 0; bit--) this.write((value >> bit) & 1, 128)
  }

  finish(): Uint8Array {
    // 32 bits of nothing push out all that is held back.
    this.literal(0, 32)
    return Uint8Array.from(this.#bytes)
  }

  #carry(): void {
    let at = this.#bytes.length - 1
    while (at >= 0 && this.#bytes[at] === 255) this.#bytes[at--] = 0
    if (at >= 0) this.#bytes[at] = (this.#bytes[at] ?? 0) + 1
  }
}

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

/**
 * The probability that a coefficient probability is left as it is (RFC 6386 §13.4): 4 block types × 8 bands × 3 contexts, 11
 * each. A row ends where only 255 follows.
 */
const ROWS =
  ';;;176,246;223,241,252;249,253,253;255,244,252;234,254,254;253;255,246,254;239,253,254;254,255,254;255,248,254;' +
  '251,255,254;;255,253,254;251,254,254;254,255,254;255,254,253,255,254;250,255,254,255,254;254;;;;217;' +
  '225,252,241,253,255,255,254;234,250,241,250,253,255,253,254;255,254;223,254,254;238,253,254,254;255,248,254;' +
  '249,254;;255,253;247,254;;255,253,254;252;;255,254,254;253;;255,254,253;250;254;;;;186,251,250;' +
  '234,251,244,254;251,251,243,253,254,255,254;255,253,254;236,253,254;251,253,253,254,254;255,254,254;' +
  '254,254,254;;255,254;254,254;254;;254;;;;;;;;;;;248;250,254,252,254;248,254,249,253;255,253,253;246,253,253;' +
  '252,254,251,254,254;255,254,252;248,254,253;253,255,254,254;255,251,254;245,251,254;253,253,254;255,251,253;' +
  '252,253,254;255,254;255,252;249,255,254;255,255,254;255,255,253;250;;;254;'

const PROBABILITIES_PER_CONTEXT = 11

const UPDATE_PROBABILITIES: Uint8Array = Uint8Array.from(
  ROWS.split(';').flatMap((row) => {
    const given = row === '' ? [] : row.split(',').map(Number)
    return [...given, ...new Array<number>(PROBABILITIES_PER_CONTEXT - given.length).fill(255)]
  }),
)
