import { official } from './official.js'
import type { WartyProxyFactory } from './warty-proxy.js'

/** The Next.js recipe: its route file exports three methods, the framework answers 405 for the others, without a body. */
export const onlyGetPostPut: WartyProxyFactory = (options) => async (request) =>
  ['GET', 'POST', 'PUT'].includes(request.method)
    ? official(options)(request)
    : new Response(null, { status: 405 })
