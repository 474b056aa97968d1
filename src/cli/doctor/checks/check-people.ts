import type { Finding } from '../finding.js'
import type { Probe, ProbeCall } from '../probe.js'

const title = 'Strangers see nothing of others'

/** What a person sees must be neither a stranger's nor another person's to see. */
export async function checkPeople(probe: Probe): Promise<Finding> {
  const { headers, otherHeaders } = probe.options
  const hasSession = Object.keys(headers).length > 0
  const nobody = await requestIds(probe, 'nobody')
  const fix = 'Write authorize on createProxyHandler, and give { userId }: then people are kept apart.'
  if (nobody && hasSession)
    return { title, verdict: 'fail', found: 'the request list is open to anybody', fix }
  if (nobody)
    return {
      title,
      verdict: 'warn',
      found: 'the request list is open without a session',
      fix: `${fix} If that is done by something in front, pass a session with --header to check it.`,
    }
  if (!otherHeaders)
    return {
      title,
      verdict: 'skip',
      found: 'closed without a session; pass a second person’s with --other-header to compare',
    }
  const own = (await requestIds(probe, 'person')) ?? []
  const others = new Set(await requestIds(probe, 'other'))
  if (own.some((id) => others.has(id)))
    return { title, verdict: 'fail', found: 'two people see the same requests', fix }
  if (own.length === 0)
    return { title, verdict: 'skip', found: 'the first person has no requests to compare: run one first' }
  return { title, verdict: 'ok', found: 'two people see different requests' }
}

/** Undefined where the list is closed. */
async function requestIds(probe: Probe, as: ProbeCall['as'] & string): Promise<unknown[] | undefined> {
  const { status, json } = await probe.call(`${probe.options.hosts.queue}/requests?limit=50`, { as })
  if (status !== 200 || typeof json !== 'object' || json === null || !('data' in json)) return undefined
  return Array.isArray(json.data) ? json.data.map((item: { id?: unknown }) => item.id) : undefined
}
