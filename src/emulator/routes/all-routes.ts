import type { Route } from '../http/route.js'
import { billingRoutes } from './billing.js'
import { bucketRoutes } from './bucket.js'
import { fileRoutes } from './files.js'
import { mediaRoutes } from './media.js'
import { modelRoutes } from './models.js'
import { pricingRoutes } from './pricing.js'
import { relayRoutes } from './relay.js'
import { requestRoutes } from './requests.js'
import { runRoutes } from './run.js'
import { streamRoutes } from './stream.js'
import { submitRoutes } from './submit.js'
import { tagRoutes } from './tags.js'
import { uploadRoutes } from './upload.js'

/** In this order: the first that fits answers, and an endpoint id fits much. */
export const allRoutes: readonly Route[] = [
  ...streamRoutes,
  ...requestRoutes,
  ...runRoutes,
  ...submitRoutes,
  ...uploadRoutes,
  ...relayRoutes,
  ...fileRoutes,
  ...tagRoutes,
  ...pricingRoutes,
  ...modelRoutes,
  ...billingRoutes,
  ...mediaRoutes,
  ...bucketRoutes,
]
