import type { Price, PricingMode, RateCard } from '../../protocol/billing.js'
import { formatDecimal, multiplyDecimals, parseDecimal, type Decimal } from '../../protocol/decimal.js'
import type { JsonSchema } from '../../protocol/model.js'
import { outputCount, outputMegapixels, outputSeconds, withDefaults, type Input } from './input-amounts.js'
import { leastTokenPrice } from './token-price.js'
import { readTiers, tierOfMegapixels, tierOfName, type PriceTier } from './price-tiers.js'

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
