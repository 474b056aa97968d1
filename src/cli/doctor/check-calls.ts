import { HEADERS } from '../../protocol/headers.js'
import type { Check } from './finding.js'
import { fieldsOf, UNKNOWN_ID, type Probe, type Probed } from './probe.js'

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

function reasonOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'no answer in time'
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error ? cause.message : String(error)
}

interface MethodCall {
  method: string
  target: string
}

/** What the library sends, each on a request that does not exist: the platform refuses it, and nothing changes. */
function calls({ options: { hosts } }: Probe): MethodCall[] {
  return [
    { method: 'GET', target: `${hosts.queue}/test/echo/requests/${UNKNOWN_ID}/cancel` },
    { method: 'PUT', target: `${hosts.queue}/test/echo/requests/${UNKNOWN_ID}/cancel` },
    { method: 'PATCH', target: `${hosts.queue}/requests/${UNKNOWN_ID}/visibility` },
    { method: 'DELETE', target: `${hosts.queue}/requests/${UNKNOWN_ID}/payloads` },
  ]
}

/** A route that lacks a method answers 405; a framework answers what it likes. */
export const methods: Check = {
  title: 'Cancel, PUT, PATCH and DELETE work',
  run: async (probe) => {
    const missing: string[] = []
    const failing: string[] = []
    const forbidden: string[] = []
    for (const { method, target } of calls(probe)) {
      const body = method === 'GET' ? undefined : method === 'PATCH' ? { public: false } : {}
      const answer = await probe.call(target, { method, ...(body && { body }) })
      if (isMissing(answer)) missing.push(method)
      else if (answer.source === 'proxy' && answer.status === 403) forbidden.push(method)
      else if (answer.source === 'framework') failing.push(`${method} (${answer.status})`)
    }
    if (missing.length > 0) {
      return {
        verdict: 'fail',
        found: `${missing.join(', ')}: not answered (405)`,
        fix: `Export ${missing.join(' and ')} from the route file. With this package: export const { GET, POST, PUT, PATCH, DELETE } = toRouteHandlers(handler). With the official one (Next.js): ${missing.map((method) => `export const ${method} = route.handler`).join('; ')}. SvelteKit: export const ${missing[0]} = proxy.requestHandler.`,
      }
    }
    if (failing.length > 0) {
      return {
        verdict: 'fail',
        found: `${failing.join(', ')}: the answer is not the platform’s`,
        fix: 'The server failed before the call reached the platform. Look at its log, and at what it does with bodies.',
      }
    }
    if (forbidden.length > 0) {
      return {
        verdict: 'warn',
        found: `${forbidden.join(', ')}: not in the allow rules`,
        fix: 'If that is meant, all is well: the components that need them show that they are not available.',
      }
    }
    return { verdict: 'ok', found: 'all reach the platform' }
  },
}

function isMissing({ status, source }: Probed): boolean {
  return status === 405 || status === 501 || (status === 404 && source === 'framework')
}

/** Other clients of the platform send DELETE and PUT without a body; this package sends `{}`. */
export const emptyBodies: Check = {
  title: 'A call without a body works',
  run: async (probe) => {
    const failing: string[] = []
    for (const { method, target } of calls(probe)) {
      if (method === 'GET' || method === 'PATCH') continue
      const answer = await probe.call(target, { method })
      if (isMissing(answer)) continue
      const isBroken = answer.source === 'framework' || /JSON|body/i.test(textOf(answer))
      if (isBroken) failing.push(`${method} (${answer.status})`)
    }
    if (failing.length === 0)
      return { verdict: 'ok', found: 'PUT and DELETE without a body reach the platform' }
    return {
      verdict: 'warn',
      found: `${failing.join(', ')} without a body fails in the proxy`,
      fix: 'This package sends {} and is not affected; the official client’s cancel is. The official Hono, Remix and Next.js pages adapters parse a body that is not there: pass an empty body on as none.',
    }
  },
}

/** An unknown request is 404; a 400 about the body means that the proxy made one up. */
function textOf({ status, trueStatus, text }: Probed): string {
  return status === 400 || trueStatus === 400 ? text : ''
}

/** Comes last: server errors of all calls that were made. */
export const crashes: Check = {
  title: 'Server errors are the platform’s own',
  run: async ({ crashes: [first, ...rest] }) => {
    if (first === undefined) return { verdict: 'ok', found: 'none without the platform’s envelope' }
    return {
      verdict: 'fail',
      found: `${first}${rest.length > 0 ? ` and ${rest.length} more` : ''}: not the platform’s answer`,
      fix: 'The proxy route itself fails for these calls. Look at the server’s log; this package’s handler answers each of them.',
    }
  },
}
