import { official } from './official.js'
import type { WartyProxyFactory } from './warty-proxy.js'

/** A gateway that answers an event stream's headers and keeps its bytes to itself. */
export const silentStream: WartyProxyFactory = (options) => async (request) => {
  const answer = await official(options)(request)
  if (!answer.headers.get('content-type')?.startsWith('text/event-stream')) return answer
  const source = answer.body
  const body = new ReadableStream<Uint8Array>({ cancel: (reason) => source?.cancel(reason) })
  return new Response(body, { status: answer.status, headers: answer.headers })
}
