import { answerPreflight, corsHeaders } from './access/cors.js'
import { checkOrigin } from './access/check-origin.js'
import { findApiKey } from './access/find-api-key.js'
import { findCaller } from './access/find-caller.js'
import { forward } from './forward.js'
import type { ProxyEvent } from './proxy-event.js'
import type { ProxyOptions } from './proxy-options.js'
import { Refusal } from './refusal.js'
import type { RuleMatch } from './routing/compile-rules.js'
import { readTarget } from './routing/read-target.js'
import { readSettings, type Settings } from './settings.js'

/** A web-standard handler: a request in, a response out. */
export type ProxyHandler = (request: Request) => Promise<Response>

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])

/**
 * The server side of the provider's `proxyUrl`: takes the browser's calls, adds the API key and passes
 * them to the platform. Needs nothing but web standards, so it runs on Node, Bun, Deno and edge runtimes.
 *
 * Its own refusals carry the platform's error envelope plus `source: "proxy"`: 4xx without a call upstream,
 * 502 when the platform is broken, 504 when it is too slow.
 *
 * @throws TypeError at once, where an option cannot be meant so
 * @example
 * const handler = createProxyHandler({
 *   authorize: async (request) => {
 *     const user = await currentUser(request)
 *     return user ? { userId: user.id } : false
 *   },
 * })
 */
export function createProxyHandler(options: ProxyOptions = {}): ProxyHandler {
  const settings = readSettings(options)
  return async (request) => {
    const startedAt = Date.now()
    const event: Partial<ProxyEvent> = {}
    const answer = await answerOrRefuse(settings, request, event)
    tell(options, { method: request.method, status: answer.status, ms: Date.now() - startedAt, ...event })
    return answer
  }
}

async function answerOrRefuse(
  settings: Settings,
  request: Request,
  event: Partial<ProxyEvent>,
): Promise<Response> {
  let corsOrigin: string | undefined
  try {
    if (request.method === 'OPTIONS') return answerPreflight(request, settings.allowedOrigins)
    corsOrigin = checkOrigin(request, settings.allowedOrigins)
    const answer = await answerCall(settings, request, event)
    return corsOrigin ? withHeaders(answer, corsHeaders(corsOrigin)) : answer
  } catch (error) {
    // An error's own text may quote headers, and so the key: it is neither sent nor told.
    const refusal =
      error instanceof Refusal
        ? error
        : new Refusal(500, 'The proxy handler or the app’s authorize function failed. The call was not made.')
    event.refused = refusal.message
    const answer = refusal.toResponse()
    return corsOrigin ? withHeaders(answer, corsHeaders(corsOrigin)) : answer
  }
}

async function answerCall(
  settings: Settings,
  request: Request,
  event: Partial<ProxyEvent>,
): Promise<Response> {
  if (!METHODS.has(request.method)) {
    throw new Refusal(405, `${request.method} is not a method of this proxy.`, {
      allow: [...METHODS].join(', '),
    })
  }
  const matches = findRules(settings, request)
  const [first] = matches
  event.route = `${first.rule.method} ${first.rule.host} ${first.rule.path}`
  const { endpoint } = first.parameters
  if (endpoint) {
    event.endpoint = endpoint
    if (!settings.isEndpointAllowed(endpoint)) {
      throw new Refusal(
        403,
        `The endpoint ${endpoint} is not in the endpoints list of createProxyHandler (* stops at a slash, ** does not).`,
      )
    }
  }
  const caller = await findCaller(settings.options, request)
  if (caller instanceof Response) {
    event.refused = 'authorize answered itself'
    return caller
  }
  if (caller.userId !== undefined) event.userId = caller.userId
  const apiKey = await findApiKey(settings.options.apiKey, request)
  return forward(settings, { request, match: first, apiKey })
}

function findRules(settings: Settings, request: Request): [RuleMatch, ...RuleMatch[]] {
  const targets = readTarget(request, settings.hosts)
  const [first, ...rest] = settings.rules.match(request.method, targets)
  if (!first) {
    throw new Refusal(
      403,
      `${request.method} ${targets[0]?.path ?? ''} is not a route that this proxy allows. Add a rule to the allow option of createProxyHandler if it should be.`,
    )
  }
  return [first, ...rest]
}

function withHeaders(answer: Response, headers: Record<string, string>): Response {
  const all = new Headers(answer.headers)
  for (const [name, value] of Object.entries(headers)) all.set(name, value)
  return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers: all })
}

function tell(options: ProxyOptions, event: ProxyEvent): void {
  try {
    options.onEvent?.(event)
  } catch {
    // A broken log must not break the call.
  }
}
