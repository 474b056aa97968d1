import type { Check } from './finding.js'
import { fieldsOf, UNKNOWN_ID, type Probe, type Probed } from './probe.js'

/** Names what answers: the advice of the other checks differs with it. It never fails. */
export const adapter: Check = {
  title: 'What answers',
  run: async (probe) => ({ verdict: 'ok', found: await nameAdapter(probe) }),
}

/** By what it refuses, and by the ways in which each official adapter departs from the platform's answers. */
async function nameAdapter(probe: Probe): Promise<string> {
  const refusal = await probe.call(undefined)
  if (fieldsOf(refusal.json)['source'] === 'proxy') return 'the handler of modelrunner-react/proxy'
  const isOfficial =
    typeof refusal.json === 'string' && /Missing the x-modelrunner-target-url/.test(refusal.json)
  if (!isOfficial) return 'a proxy of your own, or something in front of one'
  return `@modelrunner/server-proxy for ${await nameFramework(probe, refusal)}`
}

async function nameFramework(probe: Probe, { headers }: Probed): Promise<string> {
  const { queue } = probe.options.hosts
  const unknown = await probe.call(`${queue}/requests/${UNKNOWN_ID}`)
  if (unknown.status === 200 || /express/i.test(headers.get('x-powered-by') ?? '')) return 'Express'
  const bodyless = await probe.call(`${queue}/test/echo/requests/${UNKNOWN_ID}/cancel`, { method: 'PUT' })
  if (bodyless.status >= 500 && bodyless.source === 'framework') {
    return /unexpected server error/i.test(bodyless.text) ? 'Remix' : 'Hono or Remix'
  }
  const deleted = await probe.call(`${queue}/requests/${UNKNOWN_ID}/payloads`, { method: 'DELETE', body: {} })
  if (deleted.status === 405) return 'Next.js (app router) or SvelteKit, with its recipe’s GET, POST and PUT'
  if (/next/i.test(headers.get('x-powered-by') ?? '') || bodyless.trueStatus === 400) {
    return 'Next.js (pages router)'
  }
  return 'SvelteKit, or another adapter'
}
