import { Refusal } from '../refusal.js'
import { HEADERS } from '../../protocol/headers.js'

/** Reads the `allowedOrigins` option. */
export function readAllowedOrigins(origins: readonly string[] | undefined): ReadonlySet<string> | undefined {
  if (!origins) return undefined
  return new Set(
    origins.map((origin) => {
      const url = URL.canParse(origin) ? new URL(origin) : undefined
      if (!url || url.origin === 'null' || url.origin !== origin.replace(/\/$/, '').toLowerCase()) {
        throw new TypeError(
          `createProxyHandler: "${origin}" in allowedOrigins is not an origin. Write scheme, host and port in full, e.g. https://app.example.com; there is no wildcard, since calls carry the session.`,
        )
      }
      return url.origin
    }),
  )
}

/**
 * Keeps other sites' pages out (forged calls would spend the account's money with the user's session).
 * Gives back the origin that may read the answer across origins, if there is one.
 *
 * `Sec-Fetch-Site` is set by the browser and cannot be forged by a page. Where it is missing (old browsers,
 * servers) the `Origin` is held against the host that was called, which a reverse proxy may have renamed: then
 * only calls that change something are refused, the others cannot be read by a foreign page anyway.
 */
export function checkOrigin(request: Request, allowed: ReadonlySet<string> | undefined): string | undefined {
  const origin = request.headers.get('origin')
  if (origin && allowed?.has(origin)) return origin
  const site = request.headers.get('sec-fetch-site')
  if (site === 'same-origin' || site === 'none') return undefined
  const isForeign = site ? true : origin !== null && !isOwnHost(request, origin)
  const changesSomething = request.method !== 'GET'
  if (isForeign && (allowed || changesSomething)) {
    throw new Refusal(
      403,
      `Calls from ${readable(origin)} are not allowed. If that page is yours, add its origin to allowedOrigins of createProxyHandler.`,
    )
  }
  return undefined
}

function isOwnHost(request: Request, origin: string): boolean {
  if (!URL.canParse(origin)) return false
  const { host } = new URL(origin)
  const called = [
    request.headers.get('host'),
    request.headers.get('x-forwarded-host'),
    new URL(request.url).host,
  ]
  return called.some((name) => name?.toLowerCase() === host)
}

/** An Origin header is the caller's text: only a plain one is repeated. */
function readable(origin: string | null): string {
  return origin && /^[a-z][a-z0-9+.-]*:\/\/[A-Za-z0-9.:[\]-]{1,253}$/.test(origin) ? origin : 'this origin'
}

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
