// @vitest-environment node
import { expect, it } from 'vitest'
import { createProxyHandler, DEFAULT_RULES, toRouteHandlers } from '../index.js'

it('a Next.js route file can export each method', async () => {
  const handler = createProxyHandler({
    apiKey: 'key',
    fetch: async (_, init) => Response.json({ sent: init?.method }),
  })
  const handlers = toRouteHandlers(handler)
  const targets = {
    GET: '/requests/1',
    POST: '/owner/alias',
    PUT: '/owner/alias/requests/1/cancel',
    PATCH: '/requests/1/visibility',
    DELETE: '/requests/1/payloads',
  }
  for (const [method, path] of Object.entries(targets) as [keyof typeof targets, string][]) {
    const headers = { 'x-modelrunner-target-url': `https://queue.modelrunner.run${path}` }
    const body = method === 'GET' ? null : '{}'
    // Next hands over a second argument with the route's parameters.
    const handle: (request: Request, context: unknown) => Promise<Response> = handlers[method]
    const answer = await handle(new Request('http://app.test/', { method, headers, body }), { params: {} })
    expect(await answer.json()).toEqual({ sent: method })
  }
})

it('the default rules cannot be changed by accident, and open no more than the hooks need', () => {
  expect(Object.isFrozen(DEFAULT_RULES)).toBe(true)
  const list = DEFAULT_RULES.map(({ method, host, path }) => `${method} ${host} ${path}`)
  expect(list).toContain('POST queue /{endpoint}')
  expect(list).toContain('GET rest /billing/balance')
  expect(list).not.toContain('GET rest /billing/usage-summary')
  expect(list).toContain('GET queue /{endpoint}/requests/{id}/cancel')
  expect(list.filter((rule) => rule.includes(' media '))).toEqual([])
})
