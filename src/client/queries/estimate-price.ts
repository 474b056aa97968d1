import type { Price, PricingMode, RateCard } from '../../protocol/billing.js'
import {
  addDecimals,
  compareDecimals,
  type Decimal,
  formatDecimal,
  multiplyDecimals,
  parseDecimal,
} from '../../protocol/decimal.js'
import type { JsonSchema } from '../../protocol/model.js'

/** What a run with an input will cost, as far as it is known beforehand. */
export interface PriceEstimate {
  /** Decimal string in the price's currency; absent where it is unknown. */
  amount?: string
  /** What the price counts. */
  unit: 'output' | 'second' | 'megapixel' | 'token' | 'run'
  /** Whether the amount is the bill; else it is a good guess. */
  isExact: boolean
  /** The amount is a lower bound ("from"): how many tokens an answer takes is known afterwards. */
  isFrom?: true
}

/** Multiplies a rate card with what the input asks for. Without an input it gives the price of one unit's run, as a guess. */
export function estimatePrice(price: Price, given: Input = {}, schema?: JsonSchema): PriceEstimate {
  const card = price.rateCard ?? {}
  const input = withDefaults(given, schema)
  const count = outputCount(input, schema)
  const seconds = outputSeconds(input)
  const pixels = outputMegapixels(input)
  const unitPrice = (name: string) => parseDecimal(card[name])
  // Rules we cannot read may change the bill.
  const isPlain = !hasContent(price.pricingRules)

  switch (card.pricingMode ?? modeOf(card)) {
    case 'per_output':
      return estimate('output', isPlain && count.isKnown, unitPrice('pricePerOutput'), count.value)
    case 'per_output_second':
      return estimate(
        'second',
        isPlain && count.isKnown,
        unitPrice('pricePerOutputSecond'),
        seconds,
        count.value,
      )
    case 'per_megapixel': {
      const isKnown = isPlain && count.isKnown && Boolean(pixels?.isKnown)
      return estimate('megapixel', isKnown, unitPrice('pricePerMegapixel'), pixels?.value, count.value)
    }
    case 'resolution_tiered':
      // Where there are seconds as well, the card does not say whether they count.
      return tiered(tierOfName(readTiers(card.tiers), input['resolution'] ?? input['quality']), !seconds)
    case 'megapixel_tiered':
      return tiered(pixels && tierOfMegapixels(readTiers(card.tiers), pixels.value), Boolean(pixels?.isKnown))
    case 'per_second': {
      // Seconds of work, not of output: known afterwards.
      const byDuration = estimate('second', false, unitPrice('pricePerSecond'), seconds)
      return byDuration.amount ? byDuration : estimate('second', false, parseDecimal(price.averageCost))
    }
    case 'per_token': {
      const least = leastTokenPrice(card, input)
      if (least) return { ...estimate('token', false, least), isFrom: true }
      return estimate('token', false, parseDecimal(price.averageCost))
    }
    default:
      return { unit: 'run', isExact: false }
  }

  function tiered(tier: PriceTier | undefined, isKnown: boolean): PriceEstimate {
    const factors = tier?.isPerSecond ? [seconds, count.value] : [count.value]
    const isExact = isPlain && count.isKnown && (isKnown || Boolean(tier?.isPerSecond))
    return estimate(tier?.isPerSecond ? 'second' : 'output', isExact, tier?.price, ...factors)
  }
}

function estimate(
  unit: PriceEstimate['unit'],
  isExact: boolean,
  ...factors: readonly (Decimal | undefined)[]
): PriceEstimate {
  const known = factors.filter((factor) => factor !== undefined)
  if (known.length < factors.length) return { unit, isExact: false }
  return { amount: formatDecimal(multiplyDecimals(...known)), unit, isExact }
}

/** A card that does not name its mode shows it by its fields. */
function modeOf(card: RateCard): PricingMode | undefined {
  if (card.pricePerOutput) return 'per_output'
  if (card.pricePerOutputSecond) return 'per_output_second'
  if (card.pricePerMegapixel) return 'per_megapixel'
  return card.pricePerSecond ? 'per_second' : undefined
}

function hasContent(rules: unknown): boolean {
  return Array.isArray(rules)
    ? rules.length > 0
    : typeof rules === 'object' && rules !== null && Object.keys(rules).length > 0
}

/** One step of a tiered price. */
interface PriceTier {
  /** e.g. "720p" */
  name?: string
  /** Up to and with so many megapixels; absent on the last. */
  upTo?: Decimal
  price: Decimal
  /** The price is of one second of output. */
  isPerSecond: boolean
}

/** Tiers as they occur: a list of objects, or an object from name to price or to such an object. */
function readTiers(tiers: unknown): PriceTier[] {
  if (typeof tiers !== 'object' || tiers === null) return []
  const entries: [string | undefined, unknown][] = Array.isArray(tiers)
    ? tiers.map((tier): [undefined, unknown] => [undefined, tier])
    : Object.entries(tiers)
  return entries.flatMap(([key, tier]) => readTier(key, tier))
}

/** The cheapest step that holds so many megapixels. */
function tierOfMegapixels(tiers: readonly PriceTier[], megapixels: Decimal): PriceTier | undefined {
  const holding = tiers.filter(({ upTo }) => !upTo || compareDecimals(megapixels, upTo) <= 0)
  return holding.toSorted((a, b) => (!a.upTo ? 1 : !b.upTo ? -1 : compareDecimals(a.upTo, b.upTo)))[0]
}

function tierOfName(tiers: readonly PriceTier[], name: unknown): PriceTier | undefined {
  const wanted = plain(name)
  return wanted ? tiers.find((tier) => plain(tier.name) === wanted) : undefined
}

function readTier(key: string | undefined, tier: unknown): PriceTier[] {
  const flat = parseDecimal(tier)
  if (flat) return [{ name: key, upTo: parseDecimal(key), price: flat, isPerSecond: false }]
  if (typeof tier !== 'object' || tier === null) return []
  const fields = tier as Record<string, unknown>
  const perSecond = parseDecimal(fields['pricePerOutputSecond'] ?? fields['pricePerSecond'])
  const price = perSecond ?? parseDecimal(fields['price'] ?? fields['pricePerOutput'])
  if (!price) return []
  const name = fields['resolution'] ?? fields['name'] ?? key
  return [
    {
      name: typeof name === 'string' ? name : undefined,
      upTo: parseDecimal(fields['upToMegapixels'] ?? fields['maxMegapixels'] ?? key),
      price,
      isPerSecond: perSecond !== undefined,
    },
  ]
}

function plain(name: unknown): string {
  return typeof name === 'string' ? name.trim().toLowerCase() : ''
}

/** No tokenizer of today puts more of prose into a token on average: a count by it is too low rather than too high, characters. */
const CHARACTERS_PER_TOKEN = 6
/** Cards name prices of a million tokens. */
const MILLION: Decimal = { units: 1n, scale: 6 }
// Of the fields that completions and single prompts have, those that hold text for the model.
const TEXT_FIELDS = ['messages', 'prompt', 'system', 'system_prompt', 'input', 'text', 'tools']

/**
 * What an answer costs at least: its prompt, and one token of an answer. How long an answer gets is known afterwards.
 * Undefined where the input has no text, or the card no prices.
 */
function leastTokenPrice(card: RateCard, input: Input): Decimal | undefined {
  const perInput = pricePerMillion(card, /input|prompt/i)
  const perOutput = pricePerMillion(card, /output|completion/i)
  const characters = TEXT_FIELDS.reduce((sum, name) => sum + textLength(input[name]), 0)
  if (!perInput || !perOutput || characters === 0) return undefined
  const tokens: Decimal = { units: BigInt(Math.ceil(characters / CHARACTERS_PER_TOKEN)), scale: 0 }
  return multiplyDecimals(addDecimals(multiplyDecimals(perInput, tokens), perOutput), MILLION)
}

/** The docs say what a card holds, not how the fields are called. */
function pricePerMillion(card: RateCard, kind: RegExp): Decimal | undefined {
  const name = Object.keys(card).find(
    (each) => kind.test(each) && /million|1m/i.test(each) && !/cache/i.test(each),
  )
  return name === undefined ? undefined : parseDecimal(card[name])
}

/** Characters of the text in a value; an image costs, too, but nobody says how much. */
function textLength(value: unknown): number {
  if (typeof value === 'string') return value.length
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + textLength(each), 0)
  if (typeof value !== 'object' || value === null || value instanceof Blob) return 0
  const { content, text, function: tool } = value as { content?: unknown; text?: unknown; function?: unknown }
  return textLength(content) + textLength(text) + (tool ? JSON.stringify(tool).length : 0)
}

/** A number that a price is multiplied with, read from the input. */
interface Amount {
  value: Decimal
  /** It was said by the input, or follows from the schema's default; not guessed. */
  isKnown: boolean
}

type Input = Readonly<Record<string, unknown>>

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
function withDefaults(input: Input, schema: JsonSchema | undefined): Input {
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
function outputCount(input: Input, schema: JsonSchema | undefined): Amount {
  for (const field of OUTPUT_FIELDS) {
    const value = positive(input[field])
    if (value) return { value, isKnown: true }
  }
  const isFixed = Boolean(schema?.properties) && !OUTPUT_FIELDS.some((field) => schema?.properties?.[field])
  return { value: ONE, isKnown: isFixed }
}

/** Seconds of output; "5", "5s" and 5 are the same. */
function outputSeconds(input: Input): Decimal | undefined {
  for (const field of DURATION_FIELDS) {
    const value = input[field]
    const seconds = positive(typeof value === 'string' ? value.replace(/\s*s(ec(onds?)?)?$/i, '') : value)
    if (seconds) return seconds
  }
  return undefined
}

/** Megapixels of one output, from width and height, a size object, "1024x768", or a preset's name. */
function outputMegapixels(input: Input): Amount | undefined {
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
