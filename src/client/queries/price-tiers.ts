import { compareDecimals, parseDecimal, type Decimal } from '../../protocol/decimal.js'

/** One step of a tiered price. */
export interface PriceTier {
  /** e.g. "720p" */
  name?: string
  /** Up to and with so many megapixels; absent on the last. */
  upTo?: Decimal
  price: Decimal
  /** The price is of one second of output. */
  isPerSecond: boolean
}

/** Tiers as they occur: a list of objects, or an object from name to price or to such an object. */
export function readTiers(tiers: unknown): PriceTier[] {
  if (typeof tiers !== 'object' || tiers === null) return []
  const entries: [string | undefined, unknown][] = Array.isArray(tiers)
    ? tiers.map((tier): [undefined, unknown] => [undefined, tier])
    : Object.entries(tiers)
  return entries.flatMap(([key, tier]) => readTier(key, tier))
}

/** The cheapest step that holds so many megapixels. */
export function tierOfMegapixels(tiers: readonly PriceTier[], megapixels: Decimal): PriceTier | undefined {
  const holding = tiers.filter(({ upTo }) => !upTo || compareDecimals(megapixels, upTo) <= 0)
  return holding.toSorted((a, b) => (!a.upTo ? 1 : !b.upTo ? -1 : compareDecimals(a.upTo, b.upTo)))[0]
}

export function tierOfName(tiers: readonly PriceTier[], name: unknown): PriceTier | undefined {
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
