import { HEADERS } from '../../protocol/headers.js'

/** What is kept of an answer's headers: all else is the platform's edge talking to itself (cookies, hop-by-hop, policies). */
const KEPT = new Set(['content-type', 'content-disposition', 'retry-after', 'x-request-id'])
const isOurs = (name: string) => name.startsWith('x-modelrunner-')

/**
 * The headers of a call to the platform: those of the convention and the key, nothing else of the browser's. What
 * `Connection` names is meant for this hop alone (RFC 9110 §7.6.1).
 */
export function upstreamHeaders(request: Request, apiKey: string, hasBody: boolean, accept: string): Headers {
  const headers = new Headers({ accept, authorization: `Key ${apiKey}` })
  if (hasBody) headers.set('content-type', 'application/json')
  const listed = request.headers.get('connection')?.toLowerCase().split(',') ?? []
  const hop = new Set(listed.map((name) => name.trim()))
  for (const [name, value] of request.headers) {
    if (isOurs(name) && name !== HEADERS.targetUrl && !hop.has(name)) headers.set(name, value)
  }
  return headers
}

/** The headers of an answer to the browser. fetch has decoded the body: its length and encoding are no longer true. */
export function answerHeaders(upstream: Headers): Headers {
  const headers = new Headers()
  for (const [name, value] of upstream) {
    if (KEPT.has(name) || isOurs(name)) headers.set(name, value)
  }
  headers.set('cache-control', 'no-store')
  headers.set('x-content-type-options', 'nosniff')
  // A gateway's HTML error page must not become a page of the app's origin.
  headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
  return headers
}

/** Makes everything between here and the browser pass a stream on as it comes. */
export function setStreamHeaders(headers: Headers): void {
  headers.set('content-type', 'text/event-stream')
  headers.set('cache-control', 'no-store, no-transform')
  headers.set('x-accel-buffering', 'no')
}
