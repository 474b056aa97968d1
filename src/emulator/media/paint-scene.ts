import { hashText, createRandom, type Random } from '../random.js'
import { encodePng } from './png.js'

const LAYERS = 5
/** How far the nearest ridge travels from the begin to the end of a film, in widths of the picture. */
const TRAVEL = 0.35
const WATER = /\b(sea|ocean|lake|water|harbou?r|river|beach|lighthouse|coast|boats?|ships?)\b/i

interface Landscape {
  palette: Palette
  horizon: number
  sun: { x: number; y: number; radius: number }
  ridges: Float32Array[]
  /** Below this row everything is mirrored in water; the height where there is none. */
  waterline: number
}

/**
 * Draws a landscape whose light, colours and ridges come from the prompt and the seed, as it is at a time from 0 to 1: the
 * camera moves on and the sun goes down. RGB bytes, row by row.
 */
export function paintScene(scene: Scene, time = 0): Uint8Array {
  const { width, height } = scene
  const land = plan(scene)
  const sun = { ...land.sun, y: land.sun.y + time * land.horizon * 0.4 }
  const offsets = land.ridges.map((_, layer) =>
    Math.floor(time * TRAVEL * width * (0.1 + (0.9 * layer) / LAYERS)),
  )
  const rgb = new Uint8Array(width * height * 3)
  /** The nearest ridge that begins above the row, for each column: rows go down, so it only grows. */
  const reached = new Int8Array(width).fill(-1)
  for (let y = 0; y < Math.min(land.waterline, height); y++) {
    paintRow(rgb, y, width, height, land, sun, offsets, reached)
  }
  for (let y = Math.floor(land.waterline); y < height; y++) mirrorRow(rgb, y, width, land, time)
  return rgb
}

function plan({ prompt, seed, width, height }: Scene): Landscape {
  const random = createRandom(hashText(prompt) ^ seed)
  const palette = choosePalette(prompt, random)
  const hasWater = WATER.test(prompt) || random() < 0.2
  const horizon = height * (hasWater ? 0.4 + random() * 0.1 : 0.42 + random() * 0.18)
  const sun = {
    x: width * (0.2 + random() * 0.6),
    y: horizon * (0.35 + random() * 0.5),
    radius: Math.min(width, height) * (0.045 + random() * 0.06),
  }
  const waterline = hasWater ? Math.round(height * (0.62 + random() * 0.08)) : height
  const floor = Math.min(waterline, height)
  const ridges = Array.from({ length: LAYERS }, (_, layer) => {
    const depth = layer / (LAYERS - 1)
    const base = horizon + (floor - horizon) * depth * 0.86
    const reach = height * (hasWater ? 0.09 : 0.1 + 0.07 * (1 - depth))
    return ridgeLine(random, Math.ceil(width * (1 + TRAVEL)), width, {
      base,
      reach,
      waves: 2.5 + layer * 0.7,
    })
  })
  return { palette, horizon, sun, ridges, waterline }
}

function paintRow(
  rgb: Uint8Array,
  y: number,
  width: number,
  height: number,
  { palette, horizon, ridges }: Landscape,
  sun: Landscape['sun'],
  offsets: readonly number[],
  reached: Int8Array,
): void {
  const skyMix = Math.min(1, y / (horizon * 1.15))
  for (let x = 0; x < width; x++) {
    let layer = reached[x] ?? -1
    for (let next = layer + 1; next < LAYERS; next++) {
      if (y >= (ridges[next]?.[x + (offsets[next] ?? 0)] ?? height)) layer = next
    }
    reached[x] = layer
    const away = Math.sqrt((x - sun.x) ** 2 + (y - sun.y) ** 2)
    const disc = layer < 0 ? clamp((sun.radius - away) / 1.5 + 0.5) : 0
    const glow = Math.exp(-away / (sun.radius * (layer < 0 ? 3.2 : 5))) * (layer < 0 ? 0.75 : 0.35)
    const depth = layer / (LAYERS - 1)
    const crest = layer < 0 ? y : (ridges[layer]?.[x + (offsets[layer] ?? 0)] ?? y)
    const fog = layer < 0 ? 0 : clamp(1 - (y - crest) / (height * 0.22)) * 0.25 * (1 - depth * 0.7)
    const grain = grainAt(x)
    const at = (y * width + x) * 3
    for (let channel = 0; channel < 3; channel++) {
      const low = palette.skyLow[channel] ?? 0
      let value: number
      if (layer < 0) {
        const top = palette.skyTop[channel] ?? 0
        value = top + (low - top) * skyMix
      } else {
        const far = palette.far[channel] ?? 0
        value = far + ((palette.near[channel] ?? 0) - far) * depth
        value += (low - value) * fog
      }
      const light = palette.sun[channel] ?? 0
      value += (light - value) * glow
      value += (light - value) * disc + grain
      rgb[at + channel] = value < 0 ? 0 : value > 255 ? 255 : value
    }
  }
}

/** Water shows what is above it upside down, a little darker, drawn out sideways in waves that grow towards the viewer. */
function mirrorRow(
  rgb: Uint8Array,
  y: number,
  width: number,
  { waterline, palette }: Landscape,
  time: number,
): void {
  const below = y - waterline
  const wave = Math.sin(below * 0.55 + Math.sin(below * 0.13) * 3 + time * 40)
  const source = Math.max(0, Math.round(waterline - 1 - below * 1.25 + wave * (1 + below * 0.02)))
  const shift = Math.round(wave * (1 + below * 0.035))
  const shade = Math.max(0.55, 0.86 - below * 0.0012) + wave * 0.03
  for (let x = 0; x < width; x++) {
    const from = (source * width + Math.min(width - 1, Math.max(0, x + shift))) * 3
    const at = (y * width + x) * 3
    for (let channel = 0; channel < 3; channel++) {
      const value = (rgb[from + channel] ?? 0) * shade + (palette.skyTop[channel] ?? 0) * 0.1
      rgb[at + channel] = value > 255 ? 255 : value
    }
  }
}

function clamp(value: number): number {
  return value < 0 ? 0 : value > 1 ? 1 : value
}

/**
 * A number in [0, 1) for a column: it rounds a gradient up here and down there, so that it shows no bands. The same in every
 * row, so that it costs nothing in a file whose rows are kept as differences.
 */
function grainAt(x: number): number {
  const mixed = Math.imul(x ^ (x >>> 3), 0x9e3779b1)
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 4_294_967_296
}

/** What a picture is drawn from. */
export interface Scene {
  prompt: string
  seed: number
  /** px */
  width: number
  /** px */
  height: number
}

/** Hue in degrees (any number), saturation and lightness 0–1 → bytes. */
function hslToRgb(hue: number, saturation: number, lightness: number): Rgb {
  const light = Math.min(1, Math.max(0, lightness))
  const spread = saturation * Math.min(light, 1 - light)
  const channel = (offset: number): number => {
    const turn = (((offset + hue / 30) % 12) + 12) % 12
    return Math.round(255 * (light - spread * Math.max(-1, Math.min(turn - 3, 9 - turn, 1))))
  }
  return [channel(0), channel(8), channel(4)]
}

type Rgb = readonly [number, number, number]

interface Palette {
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

/** The height of a ridge for `columns` columns: a sum of waves, each about half as tall and twice as fine. */
function ridgeLine(
  random: Random,
  columns: number,
  width: number,
  { base, reach, waves }: { base: number; reach: number; waves: number },
): Float32Array {
  const line = new Float32Array(columns).fill(base)
  let frequency = waves
  let amplitude = reach / 2
  for (let octave = 0; octave < 6; octave++) {
    const phase = random() * Math.PI * 2
    const skew = 0.6 + random() * 0.8
    for (let x = 0; x < columns; x++) {
      const turn = (x / width) * frequency * Math.PI * skew + phase
      // A folded sine has the sharp crests of a mountain, a plain one the softness of a hill.
      const wave = octave % 2 === 0 ? Math.abs(Math.sin(turn)) * 2 - 1 : Math.sin(turn)
      line[x] = (line[x] ?? base) + wave * amplitude
    }
    frequency *= 2.1
    amplitude *= 0.44
  }
  return line
}

/** A picture of a scene, as PNG bytes. */
export function paintPng(scene: Scene): Promise<Uint8Array> {
  return encodePng(paintScene(scene), scene.width, scene.height)
}
