import type { Finding } from '../finding.js'
import type { Probe } from '../probe.js'

const title = 'Other hosts are not called'
/** Names that cannot exist (RFC 6761): a proxy that tries them sends the key to nobody. */
const FOREIGN = ['https://modelrunner.run.doctor.invalid/', 'https://queue.modelrunner.run@doctor.invalid/']

export async function checkForeignHost(probe: Probe): Promise<Finding> {
  for (const target of FOREIGN) {
    const { status } = await probe.call(target)
    if (status >= 400 && status < 500) continue
    return {
      title,
      verdict: 'fail',
      found: `${status} for ${target}: it was tried`,
      fix: 'Refuse every target whose origin is not one of the platform’s: your key is sent to whatever a visitor names.',
    }
  }
  return { title, verdict: 'ok', found: 'foreign targets are refused' }
}
