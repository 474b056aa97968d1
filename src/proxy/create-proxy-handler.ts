import { holdRequest } from '../protocol/hold-request.js'
import { checkOrigin, answerPreflight, corsHeaders } from './access/origin.js'
import { answerCall } from './answer-call.js'
import { createMemory, type Memory } from './memory.js'
import { passGates } from './pass-gates.js'
import type { ProxyEvent, ProxyOptions } from './options.js'
import { Refusal } from './refusal.js'
import { readSettings, type Settings } from './settings.js'

/** A web-standard handler: a request in, a response out. */
export type ProxyHandler = (request: Request) => Promise<Response>

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
  const memory = createMemory(settings)
  return async (request) => {
    const startedAt = Date.now()
    const event: Partial<ProxyEvent> = {}
    const answer = await answerOrRefuse(settings, memory, request, event)
    tell(options, { method: request.method, status: answer.status, ms: Date.now() - startedAt, ...event })
    return holdRequest(request, answer)
  }
}

async function answerOrRefuse(
  settings: Settings,
  memory: Memory,
  request: Request,
  event: Partial<ProxyEvent>,
): Promise<Response> {
  let corsOrigin: string | undefined
  try {
    if (request.method === 'OPTIONS') return answerPreflight(request, settings.allowedOrigins)
    corsOrigin = checkOrigin(request, settings.allowedOrigins)
    const passed = await passGates(settings, memory, request, event)
    const answer = passed instanceof Response ? passed : await answerCall(passed)
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
