import { official } from './official.js'
import type { WartyProxyFactory } from './warty-proxy.js'

/** The Express adapter: pipes the body and never copies the status, so that a 402 arrives as 200. */
export const swallowsStatus: WartyProxyFactory = (options) => async (request) => {
  const answer = await official(options)(request)
  const headers = new Headers(answer.headers)
  return new Response(answer.status === 204 ? '' : answer.body, { status: 200, headers })
}
