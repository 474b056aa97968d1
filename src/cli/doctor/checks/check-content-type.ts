import type { Finding } from '../finding.js'
import type { Probe } from '../probe.js'

const title = 'JSON is called JSON'

export async function checkContentType(probe: Probe): Promise<Finding> {
  const { headers } = await probe.call(`${probe.options.hosts.queue}/requests?limit=1`)
  const type = headers.get('content-type') ?? 'nothing'
  if (type.includes('json')) return { title, verdict: 'ok', found: type }
  return {
    title,
    verdict: 'warn',
    found: `content-type is ${type}`,
    fix: 'Copy the content-type of the platform’s answer. As HTML or text, caches and security scanners treat it wrongly.',
  }
}
