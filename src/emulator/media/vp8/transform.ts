/** The transforms of VP8 (RFC 6386 §14): the inverse ones to the bit, the forward ones good enough to go with them. */

const COS = 20091 / 65536 + 1
const SIN = 35468 / 65536

/** A 4×4 block of differences → coefficients, scaled as the inverse wants them. */
export function forwardDct(block: Int32Array, out: Float64Array): void {
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
export function inverseDct(coefficients: Int32Array, out: Int32Array): void {
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
export function forwardWalshHadamard(dc: Float64Array, out: Float64Array): void {
  const half = new Float64Array(16)
  for (let row = 0; row < 16; row += 4) butterfly(dc, row, 1, half)
  for (let column = 0; column < 4; column++) butterfly(half, column, 4, out)
  for (let index = 0; index < 16; index++) out[index] = (out[index] ?? 0) / 2
}

export function inverseWalshHadamard(coefficients: Int32Array, out: Int32Array): void {
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
