import { parseDecimal, multiplyDecimals, type Decimal } from '../../protocol/decimal.js'
import type { JsonSchema } from '../../protocol/model.js'

/** A number that a price is multiplied with, read from the input. */
export interface Amount {
  value: Decimal
  /** It was said by the input, or follows from the schema's default; not guessed. */
  isKnown: boolean
}

export type Input = Readonly<Record<string, unknown>>

// Names that models of the catalog use for the same thing, most common first.
const OUTPUT_FIELDS = [
  'num_outputs',
  'num_images',
  'num_videos',
  'num_samples',
  'number_of_images',
  'number_of_outputs',
  'n',
  'batch_size',
]
const DURATION_FIELDS = ['duration', 'duration_seconds', 'seconds', 'video_length', 'audio_length', 'length']
const SIZE_FIELDS = ['image_size', 'size', 'resolution', 'output_size']

const ONE: Decimal = { units: 1n, scale: 0 }

/** Pixels of size presets that models share. */
const PRESETS: Readonly<Record<string, readonly [number, number]>> = {
  square_hd: [1024, 1024],
  square: [512, 512],
  portrait_4_3: [768, 1024],
  portrait_16_9: [576, 1024],
  landscape_4_3: [1024, 768],
  landscape_16_9: [1024, 576],
}

/** The input with the schema's defaults filled in; null and '' count as not given, as a form leaves them. */
export function withDefaults(input: Input, schema: JsonSchema | undefined): Input {
  const defaults = Object.entries(schema?.properties ?? {})
    // From the network: a property may be anything.
    .map(([name, property]) => [name, (property as JsonSchema | null)?.default] as const)
    .filter(([, value]) => value !== undefined)
  const given = Object.entries(input).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  )
  return { ...Object.fromEntries(defaults), ...Object.fromEntries(given) }
}

/** How many outputs are asked for; one where nothing is said, which is a guess unless the schema shows no such field. */
export function outputCount(input: Input, schema: JsonSchema | undefined): Amount {
  for (const field of OUTPUT_FIELDS) {
    const value = positive(input[field])
    if (value) return { value, isKnown: true }
  }
  const isFixed = Boolean(schema?.properties) && !OUTPUT_FIELDS.some((field) => schema?.properties?.[field])
  return { value: ONE, isKnown: isFixed }
}

/** Seconds of output; "5", "5s" and 5 are the same. */
export function outputSeconds(input: Input): Decimal | undefined {
  for (const field of DURATION_FIELDS) {
    const value = input[field]
    const seconds = positive(typeof value === 'string' ? value.replace(/\s*s(ec(onds?)?)?$/i, '') : value)
    if (seconds) return seconds
  }
  return undefined
}

/** Megapixels of one output, from width and height, a size object, "1024x768", or a preset's name. */
export function outputMegapixels(input: Input): Amount | undefined {
  const direct = megapixels(input['width'], input['height'])
  if (direct) return { value: direct, isKnown: true }
  for (const field of SIZE_FIELDS) {
    const size = input[field]
    if (typeof size === 'object' && size !== null) {
      const { width, height } = size as { width?: unknown; height?: unknown }
      const value = megapixels(width, height)
      if (value) return { value, isKnown: true }
    }
    if (typeof size !== 'string') continue
    const pair = /^(\d{1,5})\s*[x×*]\s*(\d{1,5})$/i.exec(size.trim())
    const value = pair && megapixels(pair[1], pair[2])
    if (value) return { value, isKnown: true }
    const preset = Object.hasOwn(PRESETS, size) ? PRESETS[size] : undefined
    const guessed = preset && megapixels(...preset)
    if (guessed) return { value: guessed, isKnown: false }
  }
  return undefined
}

function megapixels(width: unknown, height: unknown): Decimal | undefined {
  const [w, h] = [positive(width), positive(height)]
  return w && h && multiplyDecimals(w, h, { units: 1n, scale: 6 })
}

function positive(value: unknown): Decimal | undefined {
  const decimal = parseDecimal(value)
  return decimal && decimal.units > 0n ? decimal : undefined
}
