import type { Finding } from '../finding.js'
import type { Probe } from '../probe.js'

const title = 'Routes that no page needs are closed'
const SECRET_PATHS = [
  '/webhooks/secret',
  '/webhook/secret',
  '/webhooks',
  '/keys',
  '/api-keys',
  '/billing/usage-summary',
]

/** Keys, webhook secret, what the account spends: nothing for a browser. */
export async function checkSecrets(probe: Probe): Promise<Finding> {
  const open: string[] = []
  const tried: string[] = []
  for (const path of SECRET_PATHS) {
    const { status, isRefusal } = await probe.call(probe.options.hosts.rest + path)
    if (status === 200) open.push(path)
    else if (!isRefusal) tried.push(path)
  }
  const fix = 'Let only those routes through that your pages need (DEFAULT_RULES of createProxyHandler).'
  if (open.length > 0) return { title, verdict: 'fail', found: `answered: ${open.join(', ')}`, fix }
  if (tried.length > 0)
    return {
      title,
      verdict: 'warn',
      found: `passed on to the platform: ${tried.length} of ${SECRET_PATHS.length} paths`,
      fix,
    }
  return { title, verdict: 'ok', found: 'refused here' }
}
