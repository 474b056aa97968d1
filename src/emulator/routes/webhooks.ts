import { HttpError, jsonResponse } from '../http/answers.js'
import { readPage } from '../http/paging.js'
import type { Call, Route } from '../http/route.js'

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
