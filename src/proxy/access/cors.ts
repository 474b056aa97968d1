import { HEADERS } from '../../protocol/headers.js'
import { Refusal } from '../refusal.js'

const METHODS = 'GET, POST, PUT, PATCH, DELETE'
/** How long a browser may remember a preflight, seconds. */
const PREFLIGHT_MAX_AGE_S = 600

/** Answers a preflight. Only pages on `allowedOrigins` need one. */
export function answerPreflight(request: Request, allowed: ReadonlySet<string> | undefined): Response {
  const origin = request.headers.get('origin')
  if (!allowed) {
    throw new Refusal(405, 'OPTIONS is answered only where allowedOrigins is set on createProxyHandler.', {
      allow: METHODS,
    })
  }
  if (!origin || !allowed.has(origin)) throw new Refusal(403, 'This origin is not in allowedOrigins.')
  // An app may send headers of its own (a CSRF token); the origin is one it trusts.
  const wanted = request.headers.get('access-control-request-headers') ?? ''
  const names = wanted.split(',').map((name) => name.trim())
  const headers = corsHeaders(origin)
  headers['access-control-allow-methods'] = METHODS
  headers['access-control-allow-headers'] = names.filter((name) => /^[A-Za-z0-9-]+$/.test(name)).join(', ')
  headers['access-control-max-age'] = String(PREFLIGHT_MAX_AGE_S)
  return new Response(null, { status: 204, headers })
}

/** What lets a page on an allowed origin read an answer. */
export function corsHeaders(origin: string): Record<string, string> {
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': `${HEADERS.requestId}, retry-after`,
    vary: 'origin',
  }
}
