import { hashText } from '../hash-text.js'
import { createRandom } from '../random.js'
import { choosePalette } from './palette.js'
import { ridgeLine } from './ridge-line.js'
import type { Scene } from './scene.js'

const LAYERS = 5

/** Draws a landscape whose light, colours and ridges come from the prompt and the seed: RGB bytes, row by row. */
export function paintScene({ prompt, seed, width, height }: Scene): Uint8Array {
  const random = createRandom(hashText(prompt) ^ seed)
  const palette = choosePalette(prompt, random)
  const horizon = height * (0.42 + random() * 0.18)
  const sun = { x: width * (0.2 + random() * 0.6), y: horizon * (0.35 + random() * 0.5) }
  const sunRadius = Math.min(width, height) * (0.045 + random() * 0.06)
  const ridges = Array.from({ length: LAYERS }, (_, layer) => {
    const depth = layer / (LAYERS - 1)
    const base = horizon + (height - horizon) * depth * 0.86
    return ridgeLine(random, width, base, height * (0.1 + 0.07 * (1 - depth)), 2.5 + layer * 0.7)
  })
  const rgb = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) {
    const skyMix = Math.min(1, y / (horizon * 1.15))
    for (let x = 0; x < width; x++) {
      let layer = LAYERS - 1
      while (layer >= 0 && y < (ridges[layer]?.[x] ?? height)) layer -= 1
      const at = (y * width + x) * 3
      const grain = (hash2(x, y) - 0.5) * 3
      const distance = Math.hypot(x - sun.x, y - sun.y)
      const disc = layer < 0 ? clamp((sunRadius - distance) / 1.5 + 0.5) : 0
      const glow = Math.exp(-distance / (sunRadius * (layer < 0 ? 3.2 : 5))) * (layer < 0 ? 0.75 : 0.35)
      const depth = layer / (LAYERS - 1)
      const fog = layer < 0 ? 0 : clamp(1 - (y - (ridges[layer]?.[x] ?? y)) / (height * 0.22)) * 0.25
      for (let channel = 0; channel < 3; channel++) {
        const top = palette.skyTop[channel] ?? 0
        const low = palette.skyLow[channel] ?? 0
        let value = top + (low - top) * skyMix
        if (layer >= 0) {
          const far = palette.far[channel] ?? 0
          const near = palette.near[channel] ?? 0
          value = far + (near - far) * depth
          value += (low - value) * fog * (1 - depth * 0.7)
        }
        const light = palette.sun[channel] ?? 0
        value += (light - value) * glow
        value += (light - value) * disc
        rgb[at + channel] = value + grain < 0 ? 0 : value + grain > 255 ? 255 : value + grain
      }
    }
  }
  return rgb
}

function clamp(value: number): number {
  return value < 0 ? 0 : value > 1 ? 1 : value
}

/** A number in [0, 1) for a pixel: grain that keeps gradients from banding. */
function hash2(x: number, y: number): number {
  let mixed = Math.imul(x, 374761393) + Math.imul(y, 668265263)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 1274126177)
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 4_294_967_296
}
