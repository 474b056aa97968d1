import type { Route } from './http/route.js'
import { openStream } from './stream/stream-connection.js'
import { billingRoutes, pricingRoutes, webhookRoutes } from './routes/account.js'
import { bucketRoutes, mediaRoutes } from './routes/storage-hosts.js'
import { chatRoutes } from './routes/chat.js'
import { fileRoutes, tagRoutes } from './routes/files.js'
import { modelRoutes } from './routes/models.js'
import { relayRoutes, uploadRoutes } from './routes/upload.js'
import { requestRoutes, runRoutes, submitRoutes } from './routes/requests.js'

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
