import { official } from './official.js'
import type { WartyProxyFactory } from './warty-proxy.js'

/** The Next.js pages-router adapter: waits for the whole body, so that an event stream never gets an answer. */
export const buffers: WartyProxyFactory = (options) => async (request) => {
  const answer = await official(options)(request)
  const text = await answer.text()
  return new Response(answer.status === 204 ? null : text, { status: answer.status, headers: answer.headers })
}
