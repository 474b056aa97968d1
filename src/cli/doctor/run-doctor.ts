import { adapter } from './check-adapter.js'
import { contentType, encoding, key, reachable, statuses } from './check-connection.js'
import { authorization, foreignHosts, leaks, secrets, users } from './check-exposure.js'
import { crashes, emptyBodies, methods } from './check-methods.js'
import { storage } from './check-storage.js'
import { abort, stream } from './check-stream.js'
import type { Check, Finding } from './finding.js'
import { Probe, type DoctorOptions } from './probe.js'

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
