import type { Finding } from '../finding.js'
import type { Probe } from '../probe.js'

const title = 'The event stream comes through unbuffered'

/** The snapshot is the first thing on a stream: it must come at once. */
export async function checkStream(probe: Probe): Promise<Finding> {
  const { hosts, timeoutMs } = probe.options
  const leaving = new AbortController()
  const timer = setTimeout(() => leaving.abort(), timeoutMs)
  let response: Response | undefined
  try {
    response = await probe.open(`${hosts.queue}/requests/stream`, leaving.signal)
    const type = response.headers.get('content-type') ?? 'nothing'
    if (!response.ok)
      return {
        title,
        verdict: 'fail',
        found: `${response.status}`,
        fix: 'Allow GET /requests/stream on the queue host.',
      }
    const first = await response.body?.getReader().read()
    if (!first?.value)
      return {
        title,
        verdict: 'fail',
        found: 'the stream ended at once',
        fix: 'Pass the body on as a stream, not as text.',
      }
    if (type.startsWith('text/event-stream'))
      return { title, verdict: 'ok', found: 'the first event came at once' }
    return {
      title,
      verdict: 'warn',
      found: `it comes, but as ${type}`,
      fix: 'Copy the content-type: as anything but text/event-stream, proxies on the way may buffer it.',
    }
  } catch {
    const found = response
      ? `headers came, but no byte within ${timeoutMs} ms`
      : `no answer within ${timeoutMs} ms`
    return {
      title,
      verdict: 'fail',
      found,
      fix: 'Something waits for the end of a stream that has none (the official Next.js pages-router adapter, a compressing or buffering gateway). Until it passes, the app polls.',
    }
  } finally {
    clearTimeout(timer)
    leaving.abort()
  }
}
