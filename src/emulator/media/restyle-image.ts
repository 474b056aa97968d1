import { hashText, createRandom } from '../random.js'
import { decodePng, encodePng, type Pixels } from './png.js'
import { choosePalette } from './paint-scene.js'
import { toBase64 } from './bytes.js'

/** How a picture is to be changed. */
interface Style {
  prompt: string
  seed: number
  /** 0 leaves it as it is, 1 takes the most. */
  strength: number
}

/**
 * A picture made from another: its shapes in the colours of the prompt. Pixels of a PNG are really changed; a picture of
 * another format cannot be read everywhere, so it is laid into an SVG that colours it.
 */
export async function restyleImage(
  source: { bytes: Uint8Array; contentType: string },
  style: Style,
): Promise<Uint8Array> {
  const pixels = await decodePng(source.bytes)
  if (!pixels) return wrapImage(source, style)
  const { skyTop, sun, near, far } = choosePalette(
    style.prompt,
    createRandom(hashText(style.prompt) ^ style.seed),
  )
  const ramp = [near, far, skyTop, sun]
  const { rgb, width, height } = pixels
  for (let at = 0; at < rgb.length; at += 3) {
    const light = (0.3 * (rgb[at] ?? 0) + 0.59 * (rgb[at + 1] ?? 0) + 0.11 * (rgb[at + 2] ?? 0)) / 255
    const position = light * (ramp.length - 1)
    const step = Math.min(ramp.length - 2, Math.floor(position))
    for (let channel = 0; channel < 3; channel++) {
      const low = ramp[step]?.[channel] ?? 0
      const target = low + ((ramp[step + 1]?.[channel] ?? 0) - low) * (position - step)
      rgb[at + channel] = (rgb[at + channel] ?? 0) * (1 - style.strength) + target * style.strength
    }
  }
  return encodePng(rgb, width, height)
}

/** A picture laid into an SVG that turns its colours, by the prompt. */
function wrapImage(source: { bytes: Uint8Array; contentType: string }, style: Style): Uint8Array {
  const turn = (hashText(style.prompt) ^ style.seed) % 360
  const href = `data:${source.contentType};base64,${toBase64(source.bytes)}`
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="1024" height="1024" viewBox="0 0 1024 1024">' +
    `<filter id="f"><feColorMatrix type="hueRotate" values="${Math.round(turn * style.strength)}"/>` +
    `<feColorMatrix type="saturate" values="${(1 + style.strength / 2).toFixed(2)}"/></filter>` +
    `<image href="${href}" width="1024" height="1024" preserveAspectRatio="xMidYMid slice" filter="url(#f)"/></svg>`
  return new TextEncoder().encode(svg)
}

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
