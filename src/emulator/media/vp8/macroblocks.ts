import { Plane, toYuv } from './plane.js'
import { forwardDct, forwardWalshHadamard, inverseDct, inverseWalshHadamard } from './transform.js'
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
