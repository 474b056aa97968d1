import type { Pixels } from './decode-png.js'

const MAX_SIDE = 4096

/** A picture so many times as large, but no side over 4096 px. */
export function enlarge({ rgb, width, height }: Pixels, scale: number): Pixels {
  const factor = Math.min(scale, MAX_SIDE / Math.max(width, height))
  const large = {
    width: Math.max(1, Math.round(width * factor)),
    height: Math.max(1, Math.round(height * factor)),
  }
  const out = new Uint8Array(large.width * large.height * 3)
  for (let y = 0; y < large.height; y++) {
    const row = Math.floor(y / factor) * width
    for (let x = 0; x < large.width; x++) {
      const from = (row + Math.floor(x / factor)) * 3
      out.set(rgb.subarray(from, from + 3), (y * large.width + x) * 3)
    }
  }
  return { rgb: out, ...large }
}
