import { checkAbort } from './checks/check-abort.js'
import { checkAuthorization } from './checks/check-authorization.js'
import { checkContentType } from './checks/check-content-type.js'
import { checkForeignHost } from './checks/check-foreign-host.js'
import { checkKey } from './checks/check-key.js'
import { checkLeaks } from './checks/check-leaks.js'
import { checkMethods } from './checks/check-methods.js'
import { checkPeople } from './checks/check-people.js'
import { checkReachable } from './checks/check-reachable.js'
import { checkSecrets } from './checks/check-secrets.js'
import { checkStatuses } from './checks/check-statuses.js'
import { checkStorage } from './checks/check-storage.js'
import { checkStream } from './checks/check-stream.js'
import type { DoctorOptions } from './doctor-options.js'
import type { Finding } from './finding.js'
import { Probe } from './probe.js'

/** What makes no sense where the platform cannot be reached. */
const CHECKS = [
  checkStatuses,
  checkContentType,
  checkStream,
  checkAbort,
  checkMethods,
  checkForeignHost,
  checkAuthorization,
  checkSecrets,
  checkPeople,
  checkStorage,
  checkLeaks,
]

/** Examines a running proxy from outside, as a browser meets it. Runs no model and spends nothing. */
export async function runDoctor(options: DoctorOptions): Promise<Finding[]> {
  const probe = new Probe(options)
  const reachable = await checkReachable(probe)
  const findings = [reachable]
  const isHidden = reachable.verdict === 'fail' && !/^200 /.test(reachable.found)
  if (isHidden) return findings
  const key = await attempt(checkKey, probe)
  findings.push(key)
  if (key.verdict === 'fail') return findings
  for (const check of CHECKS) findings.push(await attempt(check, probe))
  return findings
}

async function attempt(check: (probe: Probe) => Promise<Finding>, probe: Probe): Promise<Finding> {
  try {
    return await check(probe)
  } catch (error) {
    const title = check.name.replace(/^check/, '').replace(/(?<!^)([A-Z])/g, ' $1')
    const found =
      error instanceof Error && error.name === 'TimeoutError' ? 'no answer in time' : String(error)
    return {
      title,
      verdict: 'fail',
      found,
      fix: 'The connection broke during this check. Look at the server’s log.',
    }
  }
}
