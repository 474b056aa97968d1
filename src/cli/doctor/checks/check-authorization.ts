import type { Finding } from '../finding.js'
import type { Probe } from '../probe.js'

const title = 'A browser’s own authorization stays here'

/** With a wrong key of the browser's own, the platform would refuse what it answered before. */
export async function checkAuthorization(probe: Probe): Promise<Finding> {
  const names = Object.keys(probe.options.headers).map((name) => name.toLowerCase())
  if (names.includes('authorization'))
    return { title, verdict: 'skip', found: 'the session itself is an authorization header' }
  const target = `${probe.options.hosts.queue}/requests?limit=1`
  const before = await probe.call(target)
  // The second has no key in it at all: a platform that takes any key still refuses it.
  for (const authorization of ['Key doctor-not-a-key', 'Basic ZG9jdG9yOg==']) {
    const { status, isRefusal, json } = await probe.call(target, { headers: { authorization } })
    const isPlatforms = !isRefusal && (status === 401 || status === 403 || (status === 200 && hasError(json)))
    if (before.status === 200 && isPlatforms) {
      return {
        title,
        verdict: 'fail',
        found: `it was sent on, and the platform refused it`,
        fix: 'Always send the key of the server, never an authorization header of the browser: session tokens would reach the platform.',
      }
    }
  }
  return { title, verdict: 'ok', found: 'it is not sent on' }
}

function hasError(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'error' in json
}
