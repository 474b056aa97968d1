import { holdRequest } from '../protocol/hold-request.js'
import { answerPreflight, checkOrigin, corsHeaders } from './access/origin.js'
import { checkCall } from './check-call.js'
import { createHandlerState, type HandlerState } from './handler-state.js'
import type { ProxyEvent, ProxyOptions } from './options.js'
import { Refusal } from './refusal.js'
import { readSettings, type Settings } from './settings.js'
import type { Call } from './call.js'
import { forward } from './forward.js'
import { ISOLATED } from './isolation/answer-isolated.js'
import { answerChat } from './submit/answer-chat.js'
import { answerSubmit } from './submit/answer-submit.js'
import { redactResponse } from './upstream/redact.js'
import { joinStream } from './stream/join-stream.js'

/** A web-standard handler: a request in, a response out. */
export type ProxyHandler = (request: Request) => Promise<Response>

/**
 * The server side of the provider's `proxyUrl`: takes the browser's calls, adds the API key and passes
 * them to the platform. Needs nothing but web standards, so it runs on Node, Bun, Deno and edge runtimes.
 *
 * Its own refusals carry the platform's error envelope plus `source: "proxy"`: 4xx without a call upstream,
 * 502 when the platform is broken, 503 when the store is away and the call costs money, 504 when the platform is too slow.
 *
 * @throws TypeError at once, where an option cannot be meant so
 * @example
 * const handler = createProxyHandler({
 *   authorize: async (request) => {
 *     const user = await currentUser(request)
 *     return user ? { userId: user.id } : false
 *   },
 *   limits: { submitsPerMinute: 10, concurrentRuns: 3, spendPerDay: '5.00' },
 * })
 */
export function createProxyHandler(options: ProxyOptions = {}): ProxyHandler {
  const settings = readSettings(options)
  const state = createHandlerState(settings)
  return async (request) => {
    const startedAt = Date.now()
    const event: Partial<ProxyEvent> = {}
    const answer = await answerOrRefuse(settings, state, request, event)
    emit(settings, state, request, {
      method: request.method,
      status: answer.status,
      ms: Date.now() - startedAt,
      ...event,
    })
    return holdRequest(request, answer)
  }
}

async function answerOrRefuse(
  settings: Settings,
  state: HandlerState,
  request: Request,
  event: Partial<ProxyEvent>,
): Promise<Response> {
  let corsOrigin: string | undefined
  try {
    if (request.method === 'OPTIONS') return answerPreflight(request, settings.allowedOrigins)
    corsOrigin = checkOrigin(request, settings.allowedOrigins)
    const checked = await checkCall(settings, state, request, event)
    const answer = checked instanceof Response ? checked : await answerCall(checked)
    return corsOrigin ? withHeaders(answer, corsHeaders(corsOrigin)) : answer
  } catch (error) {
    if (!(error instanceof Refusal)) state.report(error, { request, stage: 'handler' })
    // An error's own text may quote headers, and so the key: it goes to onError alone.
    const refusal =
      error instanceof Refusal
        ? error
        : new Refusal(500, 'The proxy handler failed. See its onError option, or the log of the server.')
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

/** A broken log must not break the call, whether it throws or rejects. */
function emit({ options }: Settings, state: HandlerState, request: Request, event: ProxyEvent): void {
  const fail = (error: unknown) => state.report(error, { request, stage: 'onEvent' })
  try {
    Promise.resolve(options.onEvent?.(event)).catch(fail)
  } catch (error) {
    fail(error)
  }
}

/** Answers a call that passed every check. */
async function answerCall(call: Call): Promise<Response> {
  call.state.settlements.attend(call.own, call.upstream)
  try {
    if (call.route === 'stream') return await joinStream(call)
    const answer = await answerOf(call)
    // Users see no owner tag, wherever the platform may repeat it.
    return call.user ? redactResponse(answer, [call.user.ownerTag]) : answer
  } finally {
    call.lease.release()
  }
}

async function answerOf(call: Call): Promise<Response> {
  const { route, user } = call
  if (route === 'submit') return answerSubmit(call)
  if (route === 'chat' || route === 'chatByModel') return answerChat(call)
  const isolated = user && route && ISOLATED[route]
  return isolated ? isolated(call, user) : forward(call)
}
