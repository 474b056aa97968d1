import type { Rgb } from './palette.js'

/** Hue in degrees (any number), saturation and lightness 0–1 → bytes. */
export function hslToRgb(hue: number, saturation: number, lightness: number): Rgb {
  const light = Math.min(1, Math.max(0, lightness))
  const spread = saturation * Math.min(light, 1 - light)
  const channel = (offset: number): number => {
    const turn = (((offset + hue / 30) % 12) + 12) % 12
    return Math.round(255 * (light - spread * Math.max(-1, Math.min(turn - 3, 9 - turn, 1))))
  }
  return [channel(0), channel(8), channel(4)]
}
