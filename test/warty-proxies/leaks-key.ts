import { official } from './official.js'
import type { WartyProxyFactory } from './warty-proxy.js'

/** Hand-written: copies the headers it sent onto its answer, the key among them. */
export const leaksKey: WartyProxyFactory = (options) => async (request) => {
  const answer = await official(options)(request)
  const headers = new Headers(answer.headers)
  headers.set('authorization', `Key ${options.apiKey}`)
  return new Response(answer.body, { status: answer.status, headers })
}
