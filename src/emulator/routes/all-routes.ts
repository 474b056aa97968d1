import type { Route } from '../http/route.js'
import { balanceRoutes } from './balance.js'
import { mediaRoutes } from './media.js'
import { requestRoutes } from './requests.js'
import { runRoutes } from './run.js'
import { streamRoutes } from './stream.js'
import { submitRoutes } from './submit.js'

/** In this order: the first that fits answers, and an endpoint id fits much. */
export const allRoutes: readonly Route[] = [
  ...streamRoutes,
  ...requestRoutes,
  ...runRoutes,
  ...submitRoutes,
  ...balanceRoutes,
  ...mediaRoutes,
]
