import { jsonResponse, HttpError } from '../http/answers.js'
import type { Call, Route } from '../http/route.js'
import { formatMoney, parseMoney } from '../state/money.js'
import { MAX_PRICING_ENDPOINTS } from '../../protocol/limits.js'
import { readPage } from '../http/paging.js'

const DAY_MS = 24 * 60 * 60 * 1000

export const billingRoutes: Route[] = [
  {
    name: 'balance',
    method: 'GET',
    path: '/rest/billing/balance',
    handle: ({ world }) => jsonResponse({ balance: world.account.balance, currency: 'USD' }),
  },
  { name: 'usage', method: 'GET', path: '/rest/billing/usage-summary', handle: usage },
]

function usage({ world, url }: Call): Response {
  const days = Number(url.searchParams.get('days') ?? 30)
  if (!Number.isInteger(days) || days < 1 || days > 365) {
    throw new HttpError(400, [
      { code: 'custom', path: ['days'], message: 'Expected a whole number from 1 to 365' },
    ])
  }
  const now = world.clock.now()
  const start = new Date(now - days * DAY_MS).toISOString()
  const items = [...world.lifecycle.records.values()]
    .map((record) => record.item)
    .filter((item) => (item.createdAt ?? '') >= start)
  const paid = items.filter((item) => item.totalPrice !== undefined)
  const spent = new Map<string, { requestCount: number; units: bigint }>()
  for (const item of paid) {
    const known = spent.get(item.modelEndpoint) ?? { requestCount: 0, units: 0n }
    known.requestCount += 1
    known.units += parseMoney(item.totalPrice ?? '0')
    spent.set(item.modelEndpoint, known)
  }
  const total = [...spent.values()].reduce((sum, { units }) => sum + units, 0n)
  return jsonResponse({
    period: { days, start, end: new Date(now).toISOString() },
    totalSpent: formatMoney(total),
    currency: 'USD',
    requestCount: items.length,
    successRate: items.length === 0 ? 0 : paid.length / items.length,
    topModels: [...spent]
      .sort(([, a], [, b]) => (a.units < b.units ? 1 : -1))
      .map(([endpoint, { requestCount, units }]) => ({
        endpoint,
        requestCount,
        totalSpent: formatMoney(units),
      })),
  })
}

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

/** The account's webhooks: its signing secret and what was delivered. */
export const webhookRoutes: Route[] = [
  {
    name: 'webhook-secret',
    method: 'GET',
    path: '/rest/webhooks/default/secret',
    handle: ({ world }) => jsonResponse({ key: world.webhooks.secrets.key }),
  },
  { name: 'webhook-secret', method: 'POST', path: '/rest/webhooks/default/secret/rotate', handle: rotate },
  { name: 'webhook-deliveries', method: 'GET', path: '/rest/webhooks/deliveries', handle: list },
  {
    name: 'webhook-deliveries',
    method: 'POST',
    path: '/rest/webhooks/deliveries/:id/replay',
    handle: replay,
  },
]

function rotate({ world }: Call): Response {
  world.webhooks.secrets.rotate()
  return jsonResponse({ key: world.webhooks.secrets.key })
}

function list({ world, url: { searchParams: query } }: Call): Response {
  const { limit } = readPage(query)
  const fits = (name: string, value: string): boolean => (query.get(name) ?? value) === value
  const data = world.webhooks
    .list()
    .reverse()
    .filter(
      ({ requestId, status, event }) =>
        fits('requestId', requestId) && fits('status', status) && fits('event', event),
    )
  return jsonResponse({ data: data.slice(0, limit), total: data.length })
}

function replay({ world, params }: Call): Response {
  const delivery = world.webhooks.replay(params['id'] ?? '')
  if (!delivery) throw new HttpError(404, 'Delivery not found')
  return jsonResponse(delivery, 202)
}
