import { official } from './official.js'
import type { WartyProxyFactory } from './warty-proxy.js'

/** Sends every body as text: JSON is still JSON, an event stream is still one. */
export const wrongContentType: WartyProxyFactory = (options) => async (request) => {
  const answer = await official(options)(request)
  const headers = new Headers(answer.headers)
  headers.set('content-type', 'text/plain')
  return new Response(answer.body, { status: answer.status, headers })
}
