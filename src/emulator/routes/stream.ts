import type { Route } from '../http/route.js'
import { openStream } from '../stream/open-stream.js'

export const streamRoutes: Route[] = [
  {
    name: 'stream',
    method: 'GET',
    path: '/queue/requests/stream',
    handle: ({ world, fault, request }) => openStream(world, fault?.stream ?? {}, request.signal),
  },
]
