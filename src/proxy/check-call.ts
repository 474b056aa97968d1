import { findApiKey, findCaller, type Caller } from './access/caller.js'
import type { Call } from './call.js'
import type { HandlerState } from './handler-state.js'
import { ISOLATED } from './isolation/answer-isolated.js'
import { createUser, type User } from './isolation/user.js'
import { checkLimits, type Limits } from './limits/limits.js'
import { refuseBeyond } from './limits/limit-refusal.js'
import type { ProxyEvent } from './options.js'
import { Refusal } from './refusal.js'
import type { RouteMatch } from './routing/routes.js'
import { readTarget } from './routing/target.js'
import { checkEndpoint, type Settings } from './settings.js'

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])

/**
 * Everything that is asked before a call is made: method, target, rule, endpoint, user, key, limits; cheap and public
 * questions first. Gives an answer of `authorize`'s own as it is, and throws a Refusal where the call must not be made.
 */
export async function checkCall(
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
