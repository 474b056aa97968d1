import type { Finding } from '../finding.js'
import type { Probe } from '../probe.js'

const title = 'A proxy answers at this URL'

/** Without a target a proxy refuses; a page or a redirect is something else. */
export async function checkReachable(probe: Probe): Promise<Finding> {
  try {
    const { status, headers, isRefusal } = await probe.call(undefined)
    const isPage = headers.get('content-type')?.includes('text/html')
    if (isPage) {
      return {
        title,
        verdict: 'fail',
        found: `an HTML page (${status})`,
        fix: 'Mount the proxy handler at this URL, or correct the URL: the app’s page or a gateway’s error page answered.',
      }
    }
    if (status >= 300 && status < 400) {
      return {
        title,
        verdict: 'fail',
        found: `a redirect (${status})`,
        fix: 'Give the URL that it leads to, or sign in: pass the session with --header "cookie: …".',
      }
    }
    if (status === 404)
      return {
        title,
        verdict: 'fail',
        found: '404',
        fix: 'No route answers here. Mount the proxy handler at this URL.',
      }
    if (isRefusal || status >= 400)
      return { title, verdict: 'ok', found: `refuses a call without a target (${status})` }
    return {
      title,
      verdict: 'fail',
      found: `${status} for a call without a target`,
      fix: 'Something else answers here, or the proxy hides its statuses (the official Express adapter does).',
    }
  } catch (error) {
    return { title, verdict: 'fail', found: reason(error), fix: 'Start the server, and check the URL.' }
  }
}

function reason(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'no answer in time'
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error ? cause.message : String(error)
}
