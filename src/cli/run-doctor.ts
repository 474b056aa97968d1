import type { Check, Finding } from './doctor/finding.js'
import { fieldsOf, UNKNOWN_ID, Probe, type Probed, type DoctorOptions } from './doctor/probe.js'
import {
  contentType,
  crashes,
  emptyBodies,
  encoding,
  key,
  methods,
  reachable,
  statuses,
} from './doctor/check-calls.js'
import { authorization, foreignHosts, leaks, secrets, users } from './doctor/check-exposure.js'
import { storage } from './doctor/check-storage.js'
import { abort, stream } from './doctor/check-stream.js'

/** Names what answers: the advice of the other checks differs with it. It never fails. */
const adapter: Check = {
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

/** What makes no sense where the platform cannot be reached. The last three look back at all answers. */
const CHECKS: readonly Check[] = [
  adapter,
  statuses,
  contentType,
  stream,
  abort,
  methods,
  emptyBodies,
  foreignHosts,
  authorization,
  secrets,
  users,
  storage,
  encoding,
  crashes,
  leaks,
]

/** Examines a running proxy from outside, as a browser meets it. Runs no model and spends nothing. */
export async function runDoctor(options: DoctorOptions): Promise<Finding[]> {
  const probe = new Probe(options)
  const first = await attempt(reachable, probe)
  const isHidden = first.verdict === 'fail' && !/^200 /.test(first.found)
  if (isHidden) return [first]
  const second = await attempt(key, probe)
  if (second.verdict === 'fail') return [first, second]
  const findings = [first, second]
  for (const check of CHECKS) findings.push(await attempt(check, probe))
  return findings
}

async function attempt({ title, run }: Check, probe: Probe): Promise<Finding> {
  try {
    return { title, ...(await run(probe)) }
  } catch (error) {
    return {
      title,
      verdict: 'fail',
      found: error instanceof Error && error.name === 'TimeoutError' ? 'no answer in time' : String(error),
      fix: 'The connection broke during this check. Look at the server’s log.',
    }
  }
}
