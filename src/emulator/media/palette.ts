import type { Random } from '../random.js'
import { hslToRgb } from './hsl-to-rgb.js'

export type Rgb = readonly [number, number, number]

export interface Palette {
  skyTop: Rgb
  skyLow: Rgb
  sun: Rgb
  /** The ridge farthest away. */
  far: Rgb
  near: Rgb
}

/** Hue in degrees of the words a prompt may hold. */
const HUES: Record<string, number> = {
  red: 2,
  rose: 345,
  pink: 330,
  orange: 24,
  sunset: 18,
  autumn: 26,
  gold: 42,
  yellow: 48,
  desert: 34,
  forest: 130,
  green: 140,
  spring: 110,
  teal: 178,
  sea: 196,
  ocean: 202,
  sky: 205,
  blue: 214,
  winter: 208,
  night: 232,
  purple: 272,
  violet: 280,
}
const DARK = /\b(night|dark|moon|midnight|stars?)\b/i

/** Colours that belong together, led by a word of the prompt where one names a colour or a mood. */
export function choosePalette(prompt: string, random: Random): Palette {
  const words = prompt.toLowerCase().match(/[a-z]+/g) ?? []
  const named = words.map((word) => HUES[word]).find((hue) => hue !== undefined)
  const hue = (named ?? random() * 360) + (random() - 0.5) * 16
  const warm = hue + 150 + random() * 60
  const isDark = DARK.test(prompt)
  const lift = isDark ? -0.3 : 0
  return {
    skyTop: hslToRgb(hue, 0.55, 0.42 + lift),
    skyLow: hslToRgb(named === undefined ? warm : hue + 24, 0.72, 0.8 + lift * 1.4),
    sun: isDark ? hslToRgb(hue + 180, 0.35, 0.93) : hslToRgb(48 + random() * 10, 0.95, 0.9),
    far: hslToRgb(hue + 12, 0.34, 0.58 + lift),
    near: hslToRgb(hue - 14, 0.5, isDark ? 0.05 : 0.13),
  }
}
