import type { Finding } from '../finding.js'
import type { Probe } from '../probe.js'
import { UNKNOWN_ID } from '../unknown-id.js'

const title = 'PUT, PATCH and DELETE are exported'

/** Each on a request that does not exist: the platform says so, a route without the method says 405. */
export async function checkMethods(probe: Probe): Promise<Finding> {
  const { queue } = probe.options.hosts
  const calls: [string, string, unknown][] = [
    ['PUT', `${queue}/test/echo/requests/${UNKNOWN_ID}/cancel`, undefined],
    ['PATCH', `${queue}/requests/${UNKNOWN_ID}/visibility`, { public: false }],
    ['DELETE', `${queue}/requests/${UNKNOWN_ID}/payloads`, undefined],
  ]
  const missing: string[] = []
  const forbidden: string[] = []
  for (const [method, target, body] of calls) {
    const { status, isRefusal, json } = await probe.call(target, { method, ...(body ? { body } : {}) })
    const isFrameworks = status === 404 && isRefusal && typeof json !== 'object'
    if (status === 405 || status === 501 || isFrameworks) missing.push(method)
    else if (status === 403 && isRefusal) forbidden.push(method)
  }
  if (missing.length > 0) {
    return {
      title,
      verdict: 'fail',
      found: `${missing.join(', ')}: not answered (405)`,
      fix: `Export ${missing.join(' and ')} from the route file beside the others: export const { GET, POST, PUT, PATCH, DELETE } = toRouteHandlers(handler).`,
    }
  }
  if (forbidden.length > 0) {
    return {
      title,
      verdict: 'warn',
      found: `${forbidden.join(', ')}: not in the allow rules`,
      fix: 'If that is meant, all is well: the parts that need them will say so.',
    }
  }
  return { title, verdict: 'ok', found: 'all three reach the platform' }
}
