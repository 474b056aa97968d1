import type { Finding } from '../finding.js'
import type { Probe } from '../probe.js'

const title = 'The key is in no answer'

/** Comes last: it looks at all answers of the other checks. */
export async function checkLeaks({ leaks, options }: Probe): Promise<Finding> {
  const [first] = leaks
  if (first)
    return {
      title,
      verdict: 'fail',
      found: `${first}${leaks.length > 1 ? ` and ${leaks.length - 1} more` : ''}`,
      fix: 'Answer with the headers of the platform’s answer, not with those that were sent. Then replace the key: it is known.',
    }
  const how = options.apiKey
    ? 'looked for the key itself'
    : 'looked for headers that carry one; set MODELRUNNER_KEY to look for the key itself'
  return { title, verdict: 'ok', found: how }
}
