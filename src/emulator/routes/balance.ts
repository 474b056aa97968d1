import { jsonResponse } from '../http/json-response.js'
import type { Route } from '../http/route.js'

export const balanceRoutes: Route[] = [
  {
    name: 'balance',
    method: 'GET',
    path: '/rest/billing/balance',
    handle: ({ world }) => jsonResponse({ balance: world.account.balance, currency: 'USD' }),
  },
]
