import { Plane, toYuv } from './plane.js'
import type { BlockType, Tokens } from './entropy.js'

/** Quantizer steps at index 24 (RFC 6386 §14.1): the first coefficient, and the others. */
const LUMA = { dc: 23, ac: 28 }
const CHROMA = LUMA
const FIRST = { dc: LUMA.dc * 2, ac: Math.floor((LUMA.ac * 155) / 100) }

/** Walks a frame in macroblocks of 16×16: predict, transform, quantize, and rebuild what the decoder will see. */
export class Macroblocks {
  readonly count: number
  readonly #columns: number
  readonly #tokens: Tokens
  readonly #y: Plane
  readonly #u: Plane
  readonly #v: Plane
  /** Whether the row above and the column to the left had first coefficients. */
  readonly #aboveFirst: Uint8Array
  #leftFirst = 0

  constructor(rgb: Uint8Array, width: number, height: number, tokens: Tokens) {
    this.#columns = Math.ceil(width / 16)
    const rows = Math.ceil(height / 16)
    this.count = this.#columns * rows
    this.#tokens = tokens
    const { y, u, v } = toYuv(rgb, width, height, this.#columns * 16, rows * 16)
    this.#y = new Plane(y, this.#columns * 16, 16)
    this.#u = new Plane(u, this.#columns * 8, 8)
    this.#v = new Plane(v, this.#columns * 8, 8)
    this.#aboveFirst = new Uint8Array(this.#columns)
  }

  encodeAll(): void {
    for (let index = 0; index < this.count; index++) {
      const column = index % this.#columns
      const row = (index - column) / this.#columns
      if (column === 0) {
        this.#leftFirst = 0
        for (const plane of [this.#y, this.#u, this.#v]) plane.startRow()
      }
      this.#encodeLuma(column, row)
      this.#encodeChroma(this.#u, column, row)
      this.#encodeChroma(this.#v, column, row)
    }
  }

  #encodeLuma(column: number, row: number): void {
    const plane = this.#y
    const predicted = plane.predict(column, row)
    const coefficients = Array.from({ length: 16 }, () => new Float64Array(16))
    const dc = new Float64Array(16)
    coefficients.forEach((block, index) => {
      forwardDct(plane.difference(column, row, index, predicted), block)
      dc[index] = block[0] ?? 0
    })
    const first = new Float64Array(16)
    forwardWalshHadamard(dc, first)
    const firstLevels = quantize(first, FIRST, 0)
    const has = this.#tokens.add(1, firstLevels, this.#leftFirst + (this.#aboveFirst[column] ?? 0))
    this.#leftFirst = this.#aboveFirst[column] = has ? 1 : 0
    const rebuiltDc = new Int32Array(16)
    inverseWalshHadamard(dequantize(firstLevels, FIRST), rebuiltDc)
    coefficients.forEach((block, index) => {
      const levels = quantize(block, LUMA, 1)
      this.#add(plane, 0, levels, column, index)
      const values = dequantize(levels, LUMA)
      values[0] = rebuiltDc[index] ?? 0
      this.#rebuild(plane, values, column, row, index, predicted)
    })
  }

  #encodeChroma(plane: Plane, column: number, row: number): void {
    const predicted = plane.predict(column, row)
    const block = new Float64Array(16)
    for (let index = 0; index < 4; index++) {
      forwardDct(plane.difference(column, row, index, predicted), block)
      const levels = quantize(block, CHROMA, 0)
      this.#add(plane, 2, levels, column, index)
      this.#rebuild(plane, dequantize(levels, CHROMA), column, row, index, predicted)
    }
  }

  #add(plane: Plane, type: BlockType, levels: Int32Array, column: number, index: number): void {
    const has = this.#tokens.add(type, levels, plane.neighbours(column, index))
    plane.note(column, index, has)
  }

  #rebuild(
    plane: Plane,
    values: Int32Array,
    column: number,
    row: number,
    index: number,
    predicted: number,
  ): void {
    const difference = new Int32Array(16)
    inverseDct(values, difference)
    plane.rebuild(column, row, index, predicted, difference)
  }
}

function quantize(coefficients: Float64Array, steps: { dc: number; ac: number }, from: number): Int32Array {
  const levels = new Int32Array(16)
  for (let index = from; index < 16; index++) {
    levels[index] = Math.round((coefficients[index] ?? 0) / (index === 0 ? steps.dc : steps.ac))
  }
  return levels
}

function dequantize(levels: Int32Array, steps: { dc: number; ac: number }): Int32Array {
  const values = new Int32Array(16)
  for (let index = 0; index < 16; index++)
    values[index] = (levels[index] ?? 0) * (index === 0 ? steps.dc : steps.ac)
  return values
}

/** The transforms of VP8 (RFC 6386 §14): the inverse ones to the bit, the forward ones good enough to go with them. */

const COS = 20091 / 65536 + 1
const SIN = 35468 / 65536

/** A 4×4 block of differences → coefficients, scaled as the inverse wants them. */
function forwardDct(block: Int32Array, out: Float64Array): void {
  for (let column = 0; column < 4; column++) {
    const a = (block[column] ?? 0) + (block[column + 12] ?? 0)
    const b = (block[column + 4] ?? 0) + (block[column + 8] ?? 0)
    const c = (block[column + 4] ?? 0) - (block[column + 8] ?? 0)
    const d = (block[column] ?? 0) - (block[column + 12] ?? 0)
    out[column] = a + b
    out[column + 4] = d * COS + c * SIN
    out[column + 8] = a - b
    out[column + 12] = d * SIN - c * COS
  }
  for (let row = 0; row < 16; row += 4) {
    const a = (out[row] ?? 0) + (out[row + 3] ?? 0)
    const b = (out[row + 1] ?? 0) + (out[row + 2] ?? 0)
    const c = (out[row + 1] ?? 0) - (out[row + 2] ?? 0)
    const d = (out[row] ?? 0) - (out[row + 3] ?? 0)
    out[row] = (a + b) / 2
    out[row + 1] = (d * COS + c * SIN) / 2
    out[row + 2] = (a - b) / 2
    out[row + 3] = (d * SIN - c * COS) / 2
  }
}

const half = new Int32Array(16)

/** Coefficients → differences. */
function inverseDct(coefficients: Int32Array, out: Int32Array): void {
  for (let at = 0; at < 4; at++) {
    const second = coefficients[at + 4] ?? 0
    const fourth = coefficients[at + 12] ?? 0
    const a = (coefficients[at] ?? 0) + (coefficients[at + 8] ?? 0)
    const b = (coefficients[at] ?? 0) - (coefficients[at + 8] ?? 0)
    const c = times35468(second) - times85627(fourth)
    const d = times85627(second) + times35468(fourth)
    half[at] = a + d
    half[at + 12] = a - d
    half[at + 4] = b + c
    half[at + 8] = b - c
  }
  for (let at = 0; at < 16; at += 4) {
    const second = half[at + 1] ?? 0
    const fourth = half[at + 3] ?? 0
    const a = (half[at] ?? 0) + (half[at + 2] ?? 0)
    const b = (half[at] ?? 0) - (half[at + 2] ?? 0)
    const c = times35468(second) - times85627(fourth)
    const d = times85627(second) + times35468(fourth)
    out[at] = (a + d + 4) >> 3
    out[at + 3] = (a - d + 4) >> 3
    out[at + 1] = (b + c + 4) >> 3
    out[at + 2] = (b - c + 4) >> 3
  }
}

function times35468(value: number): number {
  return (value * 35468) >> 16
}

function times85627(value: number): number {
  return value + ((value * 20091) >> 16)
}

/** The sixteen first coefficients of a macroblock → the coefficients of their own block. */
function forwardWalshHadamard(dc: Float64Array, out: Float64Array): void {
  const half = new Float64Array(16)
  for (let row = 0; row < 16; row += 4) butterfly(dc, row, 1, half)
  for (let column = 0; column < 4; column++) butterfly(half, column, 4, out)
  for (let index = 0; index < 16; index++) out[index] = (out[index] ?? 0) / 2
}

function inverseWalshHadamard(coefficients: Int32Array, out: Int32Array): void {
  const half = new Float64Array(16)
  const whole = new Float64Array(16)
  for (let column = 0; column < 4; column++) butterfly(coefficients, column, 4, half)
  for (let row = 0; row < 16; row += 4) butterfly(half, row, 1, whole)
  for (let index = 0; index < 16; index++) out[index] = ((whole[index] ?? 0) + 3) >> 3
}

/** Four values a step apart; it is its own inverse but for the scale. */
function butterfly(from: Float64Array | Int32Array, at: number, step: number, to: Float64Array): void {
  const a = (from[at] ?? 0) + (from[at + 3 * step] ?? 0)
  const b = (from[at + step] ?? 0) + (from[at + 2 * step] ?? 0)
  const c = (from[at + step] ?? 0) - (from[at + 2 * step] ?? 0)
  const d = (from[at] ?? 0) - (from[at + 3 * step] ?? 0)
  to[at] = a + b
  to[at + step] = c + d
  to[at + 2 * step] = a - b
  to[at + 3 * step] = d - c
}
