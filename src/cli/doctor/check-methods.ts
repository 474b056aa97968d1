import type { Check } from './finding.js'
import { UNKNOWN_ID, type Probe, type Probed } from './probe.js'

interface MethodCall {
  method: string
  target: string
}

/** What the library sends, each on a request that does not exist: the platform refuses it, and nothing changes. */
function calls({ options: { hosts } }: Probe): MethodCall[] {
  return [
    { method: 'GET', target: `${hosts.queue}/test/echo/requests/${UNKNOWN_ID}/cancel` },
    { method: 'PUT', target: `${hosts.queue}/test/echo/requests/${UNKNOWN_ID}/cancel` },
    { method: 'PATCH', target: `${hosts.queue}/requests/${UNKNOWN_ID}/visibility` },
    { method: 'DELETE', target: `${hosts.queue}/requests/${UNKNOWN_ID}/payloads` },
  ]
}

/** A route that lacks a method answers 405; a framework answers what it likes. */
export const methods: Check = {
  title: 'Cancel, PUT, PATCH and DELETE work',
  run: async (probe) => {
    const missing: string[] = []
    const failing: string[] = []
    const forbidden: string[] = []
    for (const { method, target } of calls(probe)) {
      const body = method === 'GET' ? undefined : method === 'PATCH' ? { public: false } : {}
      const answer = await probe.call(target, { method, ...(body && { body }) })
      if (isMissing(answer)) missing.push(method)
      else if (answer.source === 'proxy' && answer.status === 403) forbidden.push(method)
      else if (answer.source === 'framework') failing.push(`${method} (${answer.status})`)
    }
    if (missing.length > 0) {
      return {
        verdict: 'fail',
        found: `${missing.join(', ')}: not answered (405)`,
        fix: `Export ${missing.join(' and ')} from the route file. With this package: export const { GET, POST, PUT, PATCH, DELETE } = toRouteHandlers(handler). With the official one (Next.js): ${missing.map((method) => `export const ${method} = route.handler`).join('; ')}. SvelteKit: export const ${missing[0]} = proxy.requestHandler.`,
      }
    }
    if (failing.length > 0) {
      return {
        verdict: 'fail',
        found: `${failing.join(', ')}: the answer is not the platform’s`,
        fix: 'The server failed before the call reached the platform. Look at its log, and at what it does with bodies.',
      }
    }
    if (forbidden.length > 0) {
      return {
        verdict: 'warn',
        found: `${forbidden.join(', ')}: not in the allow rules`,
        fix: 'If that is meant, all is well: the components that need them show that they are not available.',
      }
    }
    return { verdict: 'ok', found: 'all reach the platform' }
  },
}

function isMissing({ status, source }: Probed): boolean {
  return status === 405 || status === 501 || (status === 404 && source === 'framework')
}

/** Other clients of the platform send DELETE and PUT without a body; this package sends `{}`. */
export const emptyBodies: Check = {
  title: 'A call without a body works',
  run: async (probe) => {
    const failing: string[] = []
    for (const { method, target } of calls(probe)) {
      if (method === 'GET' || method === 'PATCH') continue
      const answer = await probe.call(target, { method })
      if (isMissing(answer)) continue
      const isBroken = answer.source === 'framework' || /JSON|body/i.test(textOf(answer))
      if (isBroken) failing.push(`${method} (${answer.status})`)
    }
    if (failing.length === 0)
      return { verdict: 'ok', found: 'PUT and DELETE without a body reach the platform' }
    return {
      verdict: 'warn',
      found: `${failing.join(', ')} without a body fails in the proxy`,
      fix: 'This package sends {} and is not affected; the official client’s cancel is. The official Hono, Remix and Next.js pages adapters parse a body that is not there: pass an empty body on as none.',
    }
  },
}

/** An unknown request is 404; a 400 about the body means that the proxy made one up. */
function textOf({ status, trueStatus, text }: Probed): string {
  return status === 400 || trueStatus === 400 ? text : ''
}

/** Comes last: server errors of all calls that were made. */
export const crashes: Check = {
  title: 'Server errors are the platform’s own',
  run: async ({ crashes: [first, ...rest] }) => {
    if (first === undefined) return { verdict: 'ok', found: 'none without the platform’s envelope' }
    return {
      verdict: 'fail',
      found: `${first}${rest.length > 0 ? ` and ${rest.length} more` : ''}: not the platform’s answer`,
      fix: 'The proxy route itself fails for these calls. Look at the server’s log; this package’s handler answers each of them.',
    }
  },
}
