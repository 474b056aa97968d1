import type { Finding } from '../finding.js'
import type { Probe } from '../probe.js'
import { UNKNOWN_ID } from '../unknown-id.js'

const title = 'Statuses are passed through'

/** A request that does not exist must be a 404 all the way. */
export async function checkStatuses(probe: Probe): Promise<Finding> {
  const { status } = await probe.call(`${probe.options.hosts.queue}/requests/${UNKNOWN_ID}`)
  if (status === 404 || status === 400)
    return { title, verdict: 'ok', found: `${status} for an unknown request` }
  const fix =
    status === 200
      ? 'Copy the status of the platform’s answer onto your own. The official Express adapter forgets to: an unpaid call (402) looks like a success.'
      : 'An unknown request should be a 404. Look at what stands between here and the platform.'
  return { title, verdict: 'fail', found: `${status} for an unknown request`, fix }
}
