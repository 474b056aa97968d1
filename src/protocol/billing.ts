import type { ShapeOf } from './shape.js'

/** `GET /billing/balance`. */
export interface BalanceAnswer {
  /** Decimal string, e.g. "12.50000000". */
  balance: string
  currency: string
}

export const balanceShape: ShapeOf<BalanceAnswer> = { balance: 'string', currency: 'string' }

export type PricingMode =
  | 'per_output'
  | 'per_output_second'
  | 'per_megapixel'
  | 'per_second'
  | 'resolution_tiered'
  | 'megapixel_tiered'
  | 'per_token'

/** All amounts are decimal strings in USD. Which fields there are depends on the pricing mode. */
export interface RateCard {
  pricingMode?: PricingMode
  pricePerOutput?: string
  pricePerOutputSecond?: string
  pricePerMegapixel?: string
  pricePerSecond?: string
  tiers?: unknown
  [key: string]: unknown
}

export interface Price {
  endpoint: string
  rateCard?: RateCard
  pricingRules?: unknown
  averageCost?: string
  currency?: string
}

/** `GET /models/pricing`. */
export interface PricingAnswer {
  version: number
  prices: Price[]
  notFound: string[]
}

export const pricingShape: ShapeOf<PricingAnswer> = {
  version: 'number?',
  prices: [
    {
      endpoint: 'string',
      rateCard: 'object?',
      pricingRules: 'unknown',
      averageCost: 'string?',
      currency: 'string?',
    },
  ],
  notFound: 'array?',
}
