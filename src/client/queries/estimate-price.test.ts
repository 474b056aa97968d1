// @vitest-environment node
import { describe, expect, it } from 'vitest'
import type { RateCard } from '../../protocol/billing.js'
import type { JsonSchema } from '../../protocol/model.js'
import { estimatePrice } from './estimate-price.js'

const SCHEMA: JsonSchema = {
  properties: { num_outputs: { type: 'integer', default: 2 }, prompt: { type: 'string' } },
}
const ONE_OUTPUT: JsonSchema = { properties: { prompt: { type: 'string' } } }

function costs(rateCard: RateCard, input: Record<string, unknown>, schema?: JsonSchema) {
  return estimatePrice({ endpoint: 'a/b', rateCard, averageCost: '0.0123' }, input, schema)
}

describe('estimatePrice', () => {
  const perOutput: RateCard = { pricingMode: 'per_output', pricePerOutput: '0.10000000' }

  it('multiplies a price per output with the outputs asked for, exactly', () => {
    expect(costs(perOutput, { num_images: 3 })).toEqual({ amount: '0.3', unit: 'output', isExact: true })
    expect(costs(perOutput, { num_outputs: '4' })).toMatchObject({ amount: '0.4', isExact: true })
  })

  it("counts the schema's default, and one output where the schema knows no other", () => {
    expect(costs(perOutput, { prompt: 'x' }, SCHEMA)).toMatchObject({ amount: '0.2', isExact: true })
    expect(costs(perOutput, { prompt: 'x', num_outputs: '' }, SCHEMA)).toMatchObject({ amount: '0.2' })
    expect(costs(perOutput, { prompt: 'x' }, ONE_OUTPUT)).toMatchObject({ amount: '0.1', isExact: true })
  })

  it('says that it guesses where nothing is known of the number of outputs', () => {
    expect(costs(perOutput, { prompt: 'x' })).toMatchObject({ amount: '0.1', isExact: false })
  })

  it('multiplies a price per second with the duration, whichever way it is written', () => {
    const card: RateCard = { pricingMode: 'per_output_second', pricePerOutputSecond: '0.0525' }
    for (const input of [{ duration: 5 }, { duration: '5' }, { seconds: '5s' }]) {
      expect(costs(card, input, ONE_OUTPUT)).toEqual({ amount: '0.2625', unit: 'second', isExact: true })
    }
    expect(costs(card, { duration: 'auto' })).toEqual({ unit: 'second', isExact: false })
  })

  it('takes megapixels from width and height, a size or a preset', () => {
    const card: RateCard = { pricingMode: 'per_megapixel', pricePerMegapixel: '0.025' }
    expect(costs(card, { width: 1000, height: 2000 }, ONE_OUTPUT)).toEqual({
      amount: '0.05',
      unit: 'megapixel',
      isExact: true,
    })
    expect(costs(card, { image_size: { width: 1000, height: 1000 } }, ONE_OUTPUT).amount).toBe('0.025')
    expect(costs(card, { size: '1000x3000' }, ONE_OUTPUT).amount).toBe('0.075')
    expect(costs(card, { image_size: 'square_hd' }, ONE_OUTPUT)).toMatchObject({
      amount: '0.0262144',
      isExact: false,
    })
    expect(costs(card, { prompt: 'x' })).toEqual({ unit: 'megapixel', isExact: false })
  })

  it('finds the tier of a resolution, in a list or by name', () => {
    const list = [
      { resolution: '480p', price: '0.02' },
      { resolution: '1080p', price: '0.08' },
    ]
    const byName = { '480p': '0.02', '1080p': { price: '0.08' } }
    for (const tiers of [list, byName]) {
      const card: RateCard = { pricingMode: 'resolution_tiered', tiers }
      expect(costs(card, { resolution: '1080P' }, ONE_OUTPUT)).toEqual({
        amount: '0.08',
        unit: 'output',
        isExact: true,
      })
      expect(costs(card, { resolution: '4k' }, ONE_OUTPUT).amount).toBeUndefined()
    }
    const perSecond: RateCard = {
      pricingMode: 'resolution_tiered',
      tiers: [{ resolution: '720p', pricePerOutputSecond: '0.05' }],
    }
    expect(costs(perSecond, { resolution: '720p', duration: 8 }, ONE_OUTPUT)).toEqual({
      amount: '0.4',
      unit: 'second',
      isExact: true,
    })
  })

  it('finds the smallest tier that holds the megapixels', () => {
    const card: RateCard = {
      pricingMode: 'megapixel_tiered',
      tiers: [{ price: '0.09' }, { upToMegapixels: 1, price: '0.03' }, { upToMegapixels: 4, price: '0.06' }],
    }
    const amounts = [500, 1000, 1500, 3000].map(
      (side) => costs(card, { width: side, height: side }, ONE_OUTPUT).amount,
    )
    expect(amounts).toEqual(['0.03', '0.03', '0.06', '0.09'])
  })

  it('never calls exact what is only known afterwards', () => {
    expect(costs({ pricingMode: 'per_token' }, { prompt: 'x' })).toEqual({
      amount: '0.0123',
      unit: 'token',
      isExact: false,
    })
    expect(costs({ pricingMode: 'per_second', pricePerSecond: '0.001' }, { prompt: 'x' })).toMatchObject({
      amount: '0.0123',
      isExact: false,
    })
    const ruled = { endpoint: 'a/b', rateCard: perOutput, pricingRules: [{ when: 'hd' }] }
    expect(estimatePrice(ruled, { num_images: 1 }).isExact).toBe(false)
  })

  it('survives a schema that is broken', () => {
    const broken = { properties: { num_images: null, style: { default: null } } } as unknown as JsonSchema
    expect(costs(perOutput, {}, broken).amount).toBe('0.1')
  })

  it('has no amount for a mode or a price it cannot read', () => {
    expect(costs({ pricingMode: 'per_dream' as 'per_output' }, {})).toEqual({ unit: 'run', isExact: false })
    expect(costs({ pricingMode: 'per_output', pricePerOutput: 'cheap' }, { n: 1 }).amount).toBeUndefined()
    expect(costs({ pricingMode: 'per_output', pricePerOutput: '0.1' }, { n: -2 }, ONE_OUTPUT).amount).toBe(
      '0.1',
    )
  })
})
