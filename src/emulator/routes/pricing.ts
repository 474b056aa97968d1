import { MAX_PRICING_ENDPOINTS } from '../../protocol/limits.js'
import { HttpError } from '../http/http-error.js'
import { jsonResponse } from '../http/json-response.js'
import type { Call, Route } from '../http/route.js'

export const pricingRoutes: Route[] = [
  { name: 'pricing', method: 'GET', path: '/rest/models/pricing', handle: pricing },
]

function pricing({ world, url: { searchParams: query } }: Call): Response {
  const wanted = [...new Set([...query.getAll('endpoint'), ...query.getAll('endpoint[]')])]
  if (wanted.length < 1 || wanted.length > MAX_PRICING_ENDPOINTS) {
    const message = `Expected 1 to ${MAX_PRICING_ENDPOINTS} endpoints`
    throw new HttpError(400, [{ code: 'custom', path: ['endpoint'], message }])
  }
  const found = wanted.flatMap((endpoint) => world.catalog.get(endpoint) ?? [])
  return jsonResponse({
    version: 1,
    prices: found.map((model) => ({
      endpoint: model.id,
      rateCard: model.rateCard ?? null,
      pricingRules: model.pricingRules ?? null,
      averageCost: model.averageCost ?? null,
      currency: 'USD',
    })),
    notFound: wanted.filter((endpoint) => !found.some((model) => model.id === endpoint)),
  })
}
