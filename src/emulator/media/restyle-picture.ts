import { hashText } from '../hash-text.js'
import { createRandom } from '../random.js'
import { decodePng } from './decode-png.js'
import { encodePng } from './encode-png.js'
import { choosePalette } from './palette.js'
import { wrapPicture } from './wrap-picture.js'

/** How a picture is to be changed. */
export interface Style {
  prompt: string
  seed: number
  /** 0 leaves it as it is, 1 takes the most. */
  strength: number
}

/**
 * A picture made from another: its shapes in the colours of the prompt. Pixels of a PNG are really changed; a picture of
 * another format cannot be read everywhere, so it is laid into an SVG that colours it.
 */
export async function restylePicture(
  source: { bytes: Uint8Array; contentType: string },
  style: Style,
): Promise<Uint8Array> {
  const pixels = await decodePng(source.bytes)
  if (!pixels) return wrapPicture(source, style)
  const { skyTop, sun, near, far } = choosePalette(
    style.prompt,
    createRandom(hashText(style.prompt) ^ style.seed),
  )
  const ramp = [near, far, skyTop, sun]
  const { rgb, width, height } = pixels
  for (let at = 0; at < rgb.length; at += 3) {
    const light = (0.3 * (rgb[at] ?? 0) + 0.59 * (rgb[at + 1] ?? 0) + 0.11 * (rgb[at + 2] ?? 0)) / 255
    const place = light * (ramp.length - 1)
    const step = Math.min(ramp.length - 2, Math.floor(place))
    for (let channel = 0; channel < 3; channel++) {
      const low = ramp[step]?.[channel] ?? 0
      const target = low + ((ramp[step + 1]?.[channel] ?? 0) - low) * (place - step)
      rgb[at + channel] = (rgb[at + channel] ?? 0) * (1 - style.strength) + target * style.strength
    }
  }
  return encodePng(rgb, width, height)
}
