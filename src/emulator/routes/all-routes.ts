import type { Route } from '../http/route.js'
import { openStream } from '../stream/stream-connection.js'
import { billingRoutes, pricingRoutes, webhookRoutes } from './account.js'
import { bucketRoutes, mediaRoutes } from './storage-hosts.js'
import { chatRoutes } from './chat.js'
import { fileRoutes, tagRoutes } from './files.js'
import { modelRoutes } from './models.js'
import { relayRoutes, uploadRoutes } from './upload.js'
import { requestRoutes, runRoutes, submitRoutes } from './requests.js'

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
