import type { Route } from '../http/route.js'
import { openStream } from '../stream/stream-connection.js'
import { billingRoutes, pricingRoutes } from './billing.js'
import { bucketRoutes } from './bucket.js'
import { chatRoutes } from './chat.js'
import { fileRoutes, tagRoutes } from './files.js'
import { mediaRoutes } from './media.js'
import { modelRoutes } from './models.js'
import { relayRoutes, uploadRoutes } from './upload.js'
import { requestRoutes } from './requests.js'
import { runRoutes } from './run.js'
import { submitRoutes } from './submit.js'
import { webhookRoutes } from './webhooks.js'

const streamRoutes: Route[] = [
  {
    name: 'stream',
    method: 'GET',
    path: '/queue/requests/stream',
    handle: ({ world, fault, request }) => openStream(world, fault?.stream ?? {}, request.signal),
  },
]

/** In this order: the first that fits answers, and an endpoint id fits much. */
export const allRoutes: readonly Route[] = [
  ...streamRoutes,
  ...chatRoutes,
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
  ...webhookRoutes,
  ...mediaRoutes,
  ...bucketRoutes,
]
