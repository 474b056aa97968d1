import { HEADERS } from '../../protocol/headers.js'
import type { Check } from './finding.js'
import { fieldsOf, UNKNOWN_ID } from './probe.js'

/** Without a target a proxy refuses; a page or a redirect is something else. */
export const reachable: Check = {
  title: 'A proxy answers at this URL',
  run: async (probe) => {
    try {
      const { status, headers, source } = await probe.call(undefined)
      if (headers.get('content-type')?.includes('text/html')) {
        return {
          verdict: 'fail',
          found: `an HTML page (${status})`,
          fix: 'Mount the proxy handler at this URL, or correct the URL: the app’s page or a gateway’s error page answered.',
        }
      }
      if (status >= 300 && status < 400) {
        return {
          verdict: 'fail',
          found: `a redirect (${status})`,
          fix: 'Give the URL that it leads to, or sign in: pass the session with --header "cookie: …".',
        }
      }
      if (status === 404) {
        return {
          verdict: 'fail',
          found: '404',
          fix: 'No route answers here. Mount the proxy handler at this URL.',
        }
      }
      if (status >= 500 && source === 'framework') {
        return {
          verdict: 'fail',
          found: `the server failed (${status})`,
          fix: 'The route threw before the proxy could answer. Look at the server’s log.',
        }
      }
      if (status >= 400) return { verdict: 'ok', found: `refuses a call without a target (${status})` }
      return {
        verdict: 'fail',
        found: `${status} for a call without a target`,
        fix: 'Something else answers here, or the proxy hides its statuses.',
      }
    } catch (error) {
      return { verdict: 'fail', found: reasonOf(error), fix: 'Start the server, and check the URL.' }
    }
  },
}

/** A call that needs the key and changes nothing. */
export const key: Check = {
  title: 'It reaches the platform with a key',
  run: async (probe) => {
    const target = `${probe.options.hosts.queue}/requests?limit=1`
    const { status, source, json, text } = await probe.call(target)
    if (status === 200 && Array.isArray(fieldsOf(json)['data'])) {
      return { verdict: 'ok', found: 'the request list came back' }
    }
    const found = `${status}: ${text.slice(0, 160) || '(empty)'}`
    return { verdict: 'fail', found, fix: adviceFor(status, source === 'proxy') }
  },
}

function adviceFor(status: number, isRefusal: boolean): string {
  if (status === 400)
    return `The target header did not arrive. Let ${HEADERS.targetUrl} pass whatever stands in front of the proxy.`
  if (status === 412)
    return 'The proxy does not know the host. Give the doctor the hosts of the proxy (--queue, --rest); the official package takes the platform’s own hosts alone.'
  if (status === 403 && isRefusal)
    return 'The app did not let the doctor in. Pass a session: --header "cookie: …".'
  if (status === 401)
    return 'Set MODELRUNNER_KEY in the environment of the server to a valid key, and start it anew; or, if the app wants a session, pass it: --header "cookie: …".'
  if (status === 200)
    return 'The answer is not the platform’s list. If it holds an error, the proxy hides the true status: copy the status of the platform’s answer.'
  return 'The proxy answered, the platform did not as it should. Look at the server’s log.'
}

/** Comes after the others: a body that was decoded on the server and is sent on as if it were still compressed. */
export const encoding: Check = {
  title: 'Bodies are what their headers say',
  run: async ({ wrongEncodings: [wrong] }) => {
    if (wrong === undefined) return { verdict: 'ok', found: 'every body could be read' }
    return {
      verdict: 'fail',
      found: `content-encoding: ${wrong} on bodies that are not compressed; browsers report a network error`,
      fix: 'Drop content-encoding and content-length from the answer: fetch has decoded the body. The official package’s Hono and Remix adapters keep them: answer with new Response(response.body, { status: response.status, headers }) without the two.',
    }
  },
}

/** A request that does not exist must be a 404 all the way. */
export const statuses: Check = {
  title: 'Statuses are passed through',
  run: async (probe) => {
    const { status, trueStatus } = await probe.call(`${probe.options.hosts.queue}/requests/${UNKNOWN_ID}`)
    if (status === 404 || status === 400) return { verdict: 'ok', found: `${status} for an unknown request` }
    return {
      verdict: 'fail',
      found: `${status} for an unknown request${trueStatus === status ? '' : ` that the platform answered with ${trueStatus}`}`,
      fix:
        status === 200
          ? 'Copy the status of the platform’s answer onto your own. The official Express adapter forgets to: an unpaid call (402) looks like a success. Mount toNodeHandler(createProxyHandler()) instead.'
          : 'An unknown request should be a 404. Look at what stands between here and the platform.',
    }
  },
}

export const contentType: Check = {
  title: 'JSON is called JSON',
  run: async (probe) => {
    const { headers } = await probe.call(`${probe.options.hosts.queue}/requests?limit=1`)
    const type = headers.get('content-type') ?? 'nothing'
    if (type.includes('json')) return { verdict: 'ok', found: type }
    return {
      verdict: 'warn',
      found: `content-type is ${type}`,
      fix: 'Copy the content-type of the platform’s answer. As HTML or text, caches and security scanners treat it wrongly.',
    }
  },
}

export function reasonOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'no answer in time'
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error ? cause.message : String(error)
}
