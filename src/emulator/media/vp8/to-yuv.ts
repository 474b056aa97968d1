export interface Yuv {
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
