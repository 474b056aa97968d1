import { findApiKey, findCaller, type Caller } from './access/caller.js'
import type { Call } from './call.js'
import { ISOLATED } from './isolation/answer-isolated.js'
import { createUser, type User } from './isolation/user.js'
import type { Memory } from './memory.js'
import type { ProxyEvent } from './options.js'
import { Refusal } from './refusal.js'
import { type RuleMatch, identifyRoute } from './routing/routes.js'
import { readTarget } from './routing/target.js'
import type { Settings } from './settings.js'

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])

/**
 * Everything that is asked before a call is made: method, target, rule, endpoint, user, key; cheap and public
 * questions first. Gives an answer of `authorize`'s own as it is, and throws a Refusal at each closed gate.
 */
export async function passGates(
  settings: Settings,
  memory: Memory,
  request: Request,
  event: Partial<ProxyEvent>,
): Promise<Call | Response> {
  const matches = findRules(settings, request)
  const endpoint = matches[0].parameters['endpoint']
  event.route = nameOf(matches[0])
  if (endpoint) {
    event.endpoint = endpoint
    checkEndpoint(settings, endpoint)
  }
  const caller = await findCaller(settings.options, request)
  if (caller instanceof Response) {
    event.refused = 'authorize answered itself'
    return caller
  }
  if (caller.userId !== undefined) event.userId = caller.userId
  const { rule, target, parameters } = caller.isIsolated ? findIsolated(request, matches) : matches[0]
  const apiKey = await findApiKey(settings.options.apiKey, request)
  const known = identifyRoute(request.method, target)
  const user = await findUser(settings, memory, caller, apiKey)
  return {
    settings,
    memory,
    request,
    target,
    route: known?.name,
    parameters: known?.parameters ?? parameters,
    apiKey,
    // A rule may open a route to all; what a user submits stays theirs all the same.
    user: rule.accountWide && known?.name !== 'submit' ? undefined : user,
    event,
  }
}

function findRules(settings: Settings, request: Request): [RuleMatch, ...RuleMatch[]] {
  const { method } = request
  if (!METHODS.has(method)) {
    throw new Refusal(405, `${method} is not a method of this proxy.`, { allow: [...METHODS].join(', ') })
  }
  const targets = readTarget(request, settings.hosts)
  const [first, ...rest] = settings.rules.match(method, targets)
  if (!first) {
    throw new Refusal(
      403,
      `${method} ${targets[0]?.path ?? ''} is not a route that this proxy allows. Add a rule to the allow option of createProxyHandler if it should be.`,
    )
  }
  return [first, ...rest]
}

function checkEndpoint(settings: Settings, endpoint: string): void {
  if (settings.isEndpointAllowed(endpoint)) return
  throw new Refusal(
    403,
    `The endpoint ${endpoint} is not in the endpoints list of createProxyHandler (* stops at a slash, ** does not).`,
  )
}

/** The first rule whose route can be held to one user, or that is open to all by the app's own word. */
function findIsolated(request: Request, matches: readonly [RuleMatch, ...RuleMatch[]]): RuleMatch {
  const usable = matches.find(({ rule, target }) => {
    const route = identifyRoute(request.method, target)?.name
    const isHeld = route !== undefined && (route === 'stream' || route === 'submit' || route in ISOLATED)
    return isHeld || rule.accountWide
  })
  if (usable) return usable
  throw new Refusal(
    403,
    `${nameOf(matches[0])} shows the whole account, not one user’s part of it, and users are kept apart here. If they may all see it, add the rule with accountWide: true to the allow option of createProxyHandler.`,
  )
}

function findUser(
  { options }: Settings,
  { users }: Memory,
  caller: Caller,
  apiKey: string,
): Promise<User> | undefined {
  if (!caller.isIsolated || caller.userId === undefined) return undefined
  const secret = options.userSecret ?? apiKey
  const key = JSON.stringify([secret, caller.userId])
  const known = users.get(key)
  if (known) return known
  const user = createUser(secret, caller.userId)
  users.set(key, user)
  return user
}

function nameOf({ rule }: RuleMatch): string {
  return `${rule.method} ${rule.host} ${rule.path}`
}
