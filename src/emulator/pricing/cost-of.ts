import type { EmulatedModel } from '../catalog/emulated-model.js'
import { parseMoney, timesMoney } from '../money.js'

/** What a run costs, in 1e-8 USD. `units` where the run tells; else what the input promises. */
export function costOf(
  model: EmulatedModel,
  input: Readonly<Record<string, unknown>>,
  units?: number,
): bigint {
  return timesMoney(unitPrice(model, input), units ?? model.units?.(input) ?? 1)
}

interface Tier {
  resolution?: string
  upToMegapixels?: number
  price: string
}

function unitPrice(model: EmulatedModel, input: Readonly<Record<string, unknown>>): bigint {
  const card = model.rateCard
  if (!card) return 0n
  const tiers = Array.isArray(card.tiers) ? (card.tiers as Tier[]) : []
  switch (model.pricingMode) {
    case 'per_output':
      return parseMoney(card.pricePerOutput ?? '0')
    case 'per_output_second':
      return parseMoney(card.pricePerOutputSecond ?? '0')
    case 'per_megapixel':
      return parseMoney(card.pricePerMegapixel ?? '0')
    case 'per_second':
      return parseMoney(card.pricePerSecond ?? '0')
    case 'per_token':
      return parseMoney(String(card['pricePerToken'] ?? '0'))
    case 'resolution_tiered':
      return parseMoney(
        (tiers.find((tier) => tier.resolution === input['resolution']) ?? tiers[0])?.price ?? '0',
      )
    case 'megapixel_tiered': {
      const megapixels = megapixelsOf(input)
      const tier = tiers.find((each) => megapixels <= (each.upToMegapixels ?? Infinity)) ?? tiers.at(-1)
      return parseMoney(tier?.price ?? '0')
    }
    default:
      return 0n
  }
}

function megapixelsOf(input: Readonly<Record<string, unknown>>): number {
  const { width, height } = input
  return typeof width === 'number' && typeof height === 'number' ? (width * height) / 1e6 : 1
}
