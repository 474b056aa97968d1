import { holdRequest } from '../protocol/hold-request.js'
import { answerPreflight, checkOrigin, corsHeaders } from './access/origin.js'
import { createHandlerState, type HandlerState } from './handler-state.js'
import type { ProxyEvent, ProxyOptions } from './options.js'
import { Refusal } from './refusal.js'
import { readSettings, type Settings, checkEndpoint } from './settings.js'
import type { Call } from './call.js'
import { forward } from './forward.js'
import { ISOLATED } from './isolation/answer-isolated.js'
import { answerChat } from './submit/answer-chat.js'
import { answerSubmit } from './submit/answer-submit.js'
import { redactResponse } from './upstream/redact.js'
import { joinStream } from './stream/join-stream.js'
import { findApiKey, findCaller, type Caller } from './access/caller.js'
import { createUser, type User } from './isolation/user.js'
import { checkLimits, type Limits, refuseBeyond } from './limits/limits.js'
import type { RouteMatch } from './routing/routes.js'
import { readTarget } from './routing/target.js'

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

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])

/**
 * Everything that is asked before a call is made: method, target, rule, endpoint, user, key, limits; cheap and public
 * questions first. Gives an answer of `authorize`'s own as it is, and throws a Refusal where the call must not be made.
 */
async function checkCall(
  settings: Settings,
  state: HandlerState,
  request: Request,
  event: Partial<ProxyEvent>,
): Promise<Call | Response> {
  const match = findRoute(settings, request)
  const { endpoint } = match.parameters
  event.route = match.label
  if (endpoint) {
    event.endpoint = endpoint
    checkEndpoint(settings, endpoint)
  }
  const caller = await findCaller(settings.options, request, state.report)
  if (caller instanceof Response) {
    event.refused = 'authorize answered itself'
    return caller
  }
  const { userId } = caller
  if (userId !== undefined) event.userId = userId
  if (caller.isIsolated) checkIsolation(match)
  const apiKey = await findApiKey(settings.options.apiKey, request, state.report, () =>
    state.reportMissingKey(request),
  )
  const user = await findUser(settings, state, caller, apiKey)
  const own = user ? state.userStates.of(user.scope) : state.everybody
  const limits = await findLimits(settings, state, caller, request)
  const reached = await state.calls.countCall(own, limits)
  if (reached) await own.refusals.wait(request.signal)
  refuseBeyond(reached)
  const isolated = caller.isIsolated ? user : undefined
  return {
    settings,
    state,
    request,
    target: match.target,
    route: match.name,
    parameters: match.parameters,
    upstream: {
      fetch: settings.fetch,
      timeoutMs: settings.upstreamTimeoutMs,
      hosts: settings.hosts,
      apiKey,
      gate: user && own.gate,
    },
    userId,
    own,
    limits,
    // A rule may open a route to all; what a user submits stays theirs all the same.
    user: match.accountWide && !isPaid(match) ? undefined : isolated,
    lease: state.bodies.lease(own),
    event,
  }
}

function findRoute(settings: Settings, request: Request): RouteMatch {
  const { method } = request
  if (!METHODS.has(method)) {
    throw new Refusal(405, `${method} is not a method of this proxy.`, { allow: [...METHODS].join(', ') })
  }
  const targets = readTarget(request, settings.hosts)
  const match = settings.routes.match(method, targets)
  if (match) return match
  throw new Refusal(
    403,
    `${method} ${targets[0]?.path ?? ''} is not a route that this proxy allows. Add a rule to the allow option of createProxyHandler if it should be.`,
  )
}

function isPaid({ name }: RouteMatch): boolean {
  return name === 'submit' || name === 'chat' || name === 'chatByModel'
}

/** Only a route that can be kept to one user is open to isolated users, or one that the app has opened to all. */
function checkIsolation(match: RouteMatch): void {
  const { name, accountWide, label } = match
  if (accountWide || name === 'stream' || isPaid(match) || (name && name in ISOLATED)) return
  throw new Refusal(
    403,
    `${label} shows the whole account, not one user’s part of it, and users are isolated here. If they may all see it, add the rule with accountWide: true to the allow option of createProxyHandler.`,
  )
}

async function findUser(
  { options }: Settings,
  { users }: HandlerState,
  { userId }: Caller,
  apiKey: string,
): Promise<User | undefined> {
  if (userId === undefined) return undefined
  const secret = options.userSecret ?? apiKey
  const key = JSON.stringify([secret, userId])
  const known = users.get(key)
  if (known) return known
  const user = createUser(secret, userId)
  users.set(key, user)
  return user
}

async function findLimits(
  { options: { limits } }: Settings,
  { report }: HandlerState,
  { userId }: Caller,
  request: Request,
): Promise<Limits> {
  if (typeof limits !== 'function') return limits ?? {}
  try {
    return checkLimits(await limits(userId === undefined ? {} : { userId }))
  } catch (error) {
    report(error, { request, stage: 'limits' })
    throw new Refusal(500, 'The limits function of createProxyHandler failed. The call was not made.')
  }
}
