import type { ProxyHandler } from '../create-proxy-handler.js'

/** The exports of a Next.js route file. */
export interface RouteHandlers {
  GET: ProxyHandler
  POST: ProxyHandler
  PUT: ProxyHandler
  PATCH: ProxyHandler
  DELETE: ProxyHandler
  /** Needed only with `allowedOrigins`. */
  OPTIONS: ProxyHandler
}

/**
 * Route handlers for the Next.js app router. Export all five: without PATCH and DELETE, visibility,
 * files and tags cannot be changed.
 *
 * @example
 * // app/api/modelrunner/proxy/route.ts
 * export const { GET, POST, PUT, PATCH, DELETE } = toRouteHandlers(createProxyHandler({ authorize }))
 */
export function toRouteHandlers(handler: ProxyHandler): RouteHandlers {
  // Next passes a second argument; the handler takes one.
  const handle: ProxyHandler = (request) => handler(request)
  return { GET: handle, POST: handle, PUT: handle, PATCH: handle, DELETE: handle, OPTIONS: handle }
}
