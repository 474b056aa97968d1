import type { Finding } from '../finding.js'
import type { Probe } from '../probe.js'

const title = 'It reaches the platform with a key'

/** A call that needs the key and changes nothing. */
export async function checkKey(probe: Probe): Promise<Finding> {
  const { status, isRefusal, json, text } = await probe.call(`${probe.options.hosts.queue}/requests?limit=1`)
  if (status === 200 && isPage(json)) return { title, verdict: 'ok', found: 'the request list came back' }
  const words = text.slice(0, 160) || '(empty)'
  const found = `${status}: ${words}`
  const fail = (fix: string): Finding => ({ title, verdict: 'fail', found, fix })
  if (status === 400)
    return fail(
      'The target header did not arrive. Let x-modelrunner-target-url pass whatever stands in front of the proxy.',
    )
  if (status === 412)
    return fail(
      'The proxy does not know the host. Set the same hosts on the proxy, on the provider and here (--queue, --rest).',
    )
  if (status === 403 && isRefusal)
    return fail('The app did not let the doctor in. Pass a session: --header "cookie: …".')
  if (status === 401)
    return fail(
      'Set MODELRUNNER_KEY in the environment of the server to a valid key; or, if the app wants a session, pass it: --header "cookie: …".',
    )
  if (status === 200)
    return fail(
      'The answer is not the platform’s list. If it holds an error, the proxy hides the true status: copy the status of the platform’s answer.',
    )
  return fail('The proxy answered, the platform did not as it should. Look at the server’s log.')
}

function isPage(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'data' in json && Array.isArray(json.data)
}
