import type { Check } from './finding.js'
import { fieldsOf, UNKNOWN_ID, type Probe, type ProbeCall, type Probed } from './probe.js'

/** Comes last: it sees the answers of all other checks. */
export const leaks: Check = {
  title: 'The key is in no answer',
  run: async ({ leaks: [first, ...rest], options }) => {
    if (first !== undefined) {
      return {
        verdict: 'fail',
        found: `${first}${rest.length > 0 ? ` and ${rest.length} more` : ''}`,
        fix: 'Answer with the headers of the platform’s answer, not with those that were sent. Then replace the key: it is known.',
      }
    }
    const how = options.apiKey
      ? 'looked for the key itself'
      : 'looked for headers that carry one; set MODELRUNNER_KEY to look for the key itself'
    return { verdict: 'ok', found: how }
  },
}

/** Secrets of the account, as the platform documents them. All are reads, or refer to what does not exist. */
const SECRET_CALLS: readonly { path: string; method?: 'POST'; isSecret(json: unknown): boolean }[] = [
  { path: '/webhooks/default/secret', isSecret: (json) => 'key' in fieldsOf(json) },
  { path: '/webhooks/deliveries?limit=1', isSecret: (json) => hasList(json) },
  // The route that changes the secret takes POST alone: a GET shows whether the path is open, and changes nothing.
  { path: '/webhooks/default/secret/rotate', isSecret: (json) => 'key' in fieldsOf(json) },
  { path: `/webhooks/deliveries/${UNKNOWN_ID}/replay`, method: 'POST', isSecret: () => false },
  { path: '/keys', isSecret: hasList },
  { path: '/api-keys', isSecret: hasList },
  { path: '/billing/usage-summary', isSecret: (json) => 'totalSpent' in fieldsOf(json) },
]

/** Webhook secret, keys, what the account spends: nothing for a browser. */
export const secrets: Check = {
  title: 'Routes that no page needs are closed',
  run: async (probe) => {
    const open: string[] = []
    const passed: string[] = []
    for (const { path, method = 'GET', isSecret } of SECRET_CALLS) {
      const answer = await probe.call(probe.options.hosts.rest + path, {
        method,
        ...(method === 'POST' && { body: {} }),
      })
      // The body counts: a proxy that hides statuses answers 200 to what was refused.
      if (isSecret(answer.json)) open.push(path)
      else if (answer.source === 'platform') passed.push(path)
    }
    const fix =
      'Let only those routes through that your pages need. The official package has no such list: mount createProxyHandler() of this package, whose DEFAULT_RULES hold it.'
    if (open.length > 0) {
      const isForgeable = open.includes('/webhooks/default/secret')
      return {
        verdict: 'fail',
        found: `any visitor can read ${open.join(', ')}`,
        fix: isForgeable
          ? `${fix} Then rotate the webhook secret: whoever has read it can forge deliveries.`
          : fix,
      }
    }
    if (passed.length > 0) {
      return {
        verdict: 'warn',
        found: `passed on to the platform: ${passed.length} of ${SECRET_CALLS.length} paths`,
        fix,
      }
    }
    return { verdict: 'ok', found: 'refused here' }
  },
}

function hasList(json: unknown): boolean {
  const { data, items } = fieldsOf(json)
  return Array.isArray(json) || Array.isArray(data) || Array.isArray(items)
}

/** Names that cannot exist (RFC 6761): a proxy that tries them sends the key to nobody. */
const FOREIGN = ['https://modelrunner.run.doctor.invalid/', 'https://queue.modelrunner.run@doctor.invalid/']

export const foreignHosts: Check = {
  title: 'Other hosts are not called',
  run: async (probe) => {
    for (const target of FOREIGN) {
      const { status, source, text } = await probe.call(target)
      const isRefused = (status >= 400 && status < 500) || (status < 300 && source === 'proxy')
      if (isRefused) continue
      return {
        verdict: 'fail',
        found: `${status} for ${target}: it was tried${text ? '' : ' (empty answer)'}`,
        fix: 'Refuse every target whose origin is not one of the platform’s: your key is sent to whatever a visitor names.',
      }
    }
    return { verdict: 'ok', found: 'foreign targets are refused' }
  },
}

/** With a wrong key of the browser's own, the platform would refuse what it answered before. */
export const authorization: Check = {
  title: 'A browser’s own authorization stays here',
  run: async (probe) => {
    const names = Object.keys(probe.options.headers).map((name) => name.toLowerCase())
    if (names.includes('authorization')) {
      return { verdict: 'skip', found: 'the session itself is an authorization header' }
    }
    const target = `${probe.options.hosts.queue}/requests?limit=1`
    const before = await probe.call(target)
    // The second has no key in it at all: a platform that takes any key still refuses it.
    for (const authorization of ['Key doctor-not-a-key', 'Basic ZG9jdG9yOg==']) {
      const answer = await probe.call(target, { headers: { authorization } })
      if (before.status === 200 && isRefusedUpstream(answer)) {
        return {
          verdict: 'fail',
          found: 'it was sent on, and the platform refused it',
          fix: 'Always send the key of the server, never an authorization header of the browser: session tokens would reach the platform. The official package sends it on: delete the header before it, e.g. delete request.headers.authorization.',
        }
      }
    }
    return { verdict: 'ok', found: 'it is not sent on' }
  },
}

function isRefusedUpstream({ source, trueStatus }: Probed): boolean {
  return source === 'platform' && (trueStatus === 401 || trueStatus === 403)
}

/** What a user sees must be neither a stranger's nor another user's to see. */
export const users: Check = {
  title: 'Users see only what is theirs',
  run: async (probe) => {
    const { headers, otherHeaders } = probe.options
    const nobody = await requestIds(probe, 'nobody')
    const fix = 'Write authorize on createProxyHandler and return { userId }: users are isolated then.'
    if (nobody && Object.keys(headers).length > 0) {
      return { verdict: 'fail', found: 'the request list is open to anybody', fix }
    }
    if (nobody) {
      return {
        verdict: 'warn',
        found: 'the request list is open without a session',
        fix: `${fix} If something in front does that, pass a session with --header to check it.`,
      }
    }
    if (!otherHeaders) {
      return {
        verdict: 'skip',
        found: 'closed without a session; pass a second user’s with --other-header to compare',
      }
    }
    const own = (await requestIds(probe, 'user')) ?? []
    const others = new Set(await requestIds(probe, 'other'))
    if (own.some((id) => others.has(id))) {
      return { verdict: 'fail', found: 'two users see the same requests', fix }
    }
    if (own.length === 0) {
      return { verdict: 'skip', found: 'the first user has no requests to compare: run one first' }
    }
    return { verdict: 'ok', found: 'two users see different requests' }
  },
}

/** Undefined where the list is closed. */
async function requestIds(probe: Probe, as: ProbeCall['as'] & string): Promise<unknown[] | undefined> {
  const { json } = await probe.call(`${probe.options.hosts.queue}/requests?limit=50`, { as })
  const { data } = fieldsOf(json)
  return Array.isArray(data) ? data.map((item: unknown) => fieldsOf(item)['id']) : undefined
}
