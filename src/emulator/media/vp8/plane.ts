/** One of Y, U, V of a frame: what is wanted, and what the decoder will have, block by block. */
export class Plane {
  readonly #wanted: Uint8Array
  readonly #rebuilt: Uint8Array
  readonly #width: number
  /** Side of the plane's share of a macroblock, px: 16 or 8. */
  readonly #side: number
  /** Per column of 4×4 blocks: whether the block above held coefficients. */
  readonly #above: Uint8Array
  readonly #left: Uint8Array
  readonly #difference = new Int32Array(16)

  constructor(wanted: Uint8Array, width: number, side: number) {
    this.#wanted = wanted
    this.#rebuilt = new Uint8Array(wanted.length)
    this.#width = width
    this.#side = side
    this.#above = new Uint8Array(width / 4)
    this.#left = new Uint8Array(side / 4)
  }

  startRow(): void {
    this.#left.fill(0)
  }

  /** DC_PRED: the mean of the rebuilt pixels above and to the left; at the edges of what there is of them. */
  predict(column: number, row: number): number {
    const side = this.#side
    const at = row * side * this.#width + column * side
    let sum = 0
    let count = 0
    if (row > 0) {
      for (let x = 0; x < side; x++) sum += this.#rebuilt[at - this.#width + x] ?? 0
      count += side
    }
    if (column > 0) {
      for (let y = 0; y < side; y++) sum += this.#rebuilt[at + y * this.#width - 1] ?? 0
      count += side
    }
    return count === 0 ? 128 : Math.floor((sum + count / 2) / count)
  }

  /** Wanted less predicted, of one 4×4 block. */
  difference(column: number, row: number, index: number, predicted: number): Int32Array {
    const at = this.#at(column, row, index)
    for (let pixel = 0; pixel < 16; pixel++) {
      this.#difference[pixel] = (this.#wanted[at + (pixel >> 2) * this.#width + (pixel & 3)] ?? 0) - predicted
    }
    return this.#difference
  }

  rebuild(column: number, row: number, index: number, predicted: number, difference: Int32Array): void {
    const at = this.#at(column, row, index)
    for (let pixel = 0; pixel < 16; pixel++) {
      const value = predicted + (difference[pixel] ?? 0)
      this.#rebuilt[at + (pixel >> 2) * this.#width + (pixel & 3)] = value < 0 ? 0 : value > 255 ? 255 : value
    }
  }

  /** How many of the blocks to the left and above hold coefficients. */
  neighbours(column: number, index: number): number {
    const { x, y } = this.#place(index)
    return (this.#left[y] ?? 0) + (this.#above[(column * this.#side) / 4 + x] ?? 0)
  }

  note(column: number, index: number, has: boolean): void {
    const { x, y } = this.#place(index)
    this.#left[y] = this.#above[(column * this.#side) / 4 + x] = has ? 1 : 0
  }

  #at(column: number, row: number, index: number): number {
    const { x, y } = this.#place(index)
    return (row * this.#side + y * 4) * this.#width + column * this.#side + x * 4
  }

  #place(index: number): { x: number; y: number } {
    const perRow = this.#side / 4
    return { x: index % perRow, y: Math.floor(index / perRow) }
  }
}

interface Yuv {
  y: Uint8Array
  u: Uint8Array
  v: Uint8Array
}

/** RGB → planes of a padded size (BT.601, 16–235); chroma at half the size. The last row and column fill the padding. */
export function toYuv(
  rgb: Uint8Array,
  width: number,
  height: number,
  paddedWidth: number,
  paddedHeight: number,
): Yuv {
  const y = new Uint8Array(paddedWidth * paddedHeight)
  const u = new Uint8Array((paddedWidth * paddedHeight) / 4)
  const v = new Uint8Array((paddedWidth * paddedHeight) / 4)
  for (let row = 0; row < paddedHeight; row++) {
    for (let column = 0; column < paddedWidth; column++) {
      const from = (Math.min(row, height - 1) * width + Math.min(column, width - 1)) * 3
      const red = rgb[from] ?? 0
      const green = rgb[from + 1] ?? 0
      const blue = rgb[from + 2] ?? 0
      y[row * paddedWidth + column] = 16 + (65.7 * red + 129.1 * green + 25.1 * blue) / 256
      if (row & 1 || column & 1) continue
      const at = ((row >> 1) * paddedWidth) / 2 + (column >> 1)
      u[at] = 128 + (-37.9 * red - 74.5 * green + 112.4 * blue) / 256
      v[at] = 128 + (112.4 * red - 94.2 * green - 18.3 * blue) / 256
    }
  }
  return { y, u, v }
}
