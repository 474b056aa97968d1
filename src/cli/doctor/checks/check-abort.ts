import type { Finding } from '../finding.js'
import type { Probe } from '../probe.js'

const title = 'A browser that leaves is reported to the platform'
/** DESIGN of the handler: at once; a second is generous, ms. */
const PATIENCE_MS = 1_000
const STEP_MS = 25

export async function checkAbort(probe: Probe): Promise<Finding> {
  const { openStreams, hosts, timeoutMs } = probe.options
  if (!openStreams) {
    return {
      title,
      verdict: 'skip',
      found: 'cannot be told from outside',
      fix: 'Look at the server: connections to the platform must end when browser tabs close.',
    }
  }
  const before = openStreams()
  const leaving = new AbortController()
  const timer = setTimeout(() => leaving.abort(), timeoutMs)
  try {
    const response = await probe.open(`${hosts.queue}/requests/stream`, leaving.signal)
    await response.body?.getReader().read()
  } catch {
    return { title, verdict: 'skip', found: 'there is no stream to leave' }
  } finally {
    clearTimeout(timer)
    leaving.abort()
  }
  for (let waited = 0; waited < PATIENCE_MS && openStreams() > before; waited += STEP_MS) {
    await new Promise((resolve) => setTimeout(resolve, STEP_MS))
  }
  if (openStreams() <= before) return { title, verdict: 'ok', found: 'the stream to the platform ended' }
  return {
    title,
    verdict: 'fail',
    found: `still open ${PATIENCE_MS} ms after the browser left`,
    fix: 'Give the request’s abort signal to the call upstream, and cancel its body.',
  }
}
