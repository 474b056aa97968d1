import { sleep } from '../../shared/retry.js'
import type { Check } from './finding.js'
import type { Probe } from './probe.js'

/** The snapshot is the first thing on a stream: it must come at once. */
export const stream: Check = {
  title: 'The event stream comes through unbuffered',
  run: async (probe) => {
    const { timeoutMs } = probe.options
    const leaving = new AbortController()
    const timer = setTimeout(() => leaving.abort(), timeoutMs)
    let response: Response | undefined
    try {
      response = await probe.open(streamUrl(probe), leaving.signal)
      const type = response.headers.get('content-type') ?? 'nothing'
      if (!response.ok) {
        return {
          verdict: 'fail',
          found: `${response.status}`,
          fix: 'Allow GET /requests/stream on the queue host.',
        }
      }
      const first = await response.body?.getReader().read()
      if (!first?.value) {
        return {
          verdict: 'fail',
          found: 'the stream ended at once',
          fix: 'Pass the body on as a stream, not as text.',
        }
      }
      if (!/\b(snapshot|update)\b|^:/m.test(new TextDecoder().decode(first.value))) {
        return {
          verdict: 'fail',
          found: 'what comes is not the platform’s event stream',
          fix: 'Allow GET /requests/stream on the queue host, and copy its status: an error may be hidden in it.',
        }
      }
      if (type.startsWith('text/event-stream'))
        return { verdict: 'ok', found: 'the first event came at once' }
      return {
        verdict: 'warn',
        found: `it comes, but as ${type}`,
        fix: 'Copy the content-type: as anything but text/event-stream, proxies on the way may buffer it.',
      }
    } catch {
      return {
        verdict: 'fail',
        found: response
          ? `headers came, but no byte within ${timeoutMs} ms`
          : `no answer within ${timeoutMs} ms`,
        fix: 'Something waits for the end of a stream that has none: a compressing or buffering gateway, or the official Next.js pages-router adapter, which cannot stream (use toNodeHandler of this package, or the app router). Until it passes, the app polls.',
      }
    } finally {
      clearTimeout(timer)
      leaving.abort()
    }
  },
}

/** The handler aborts at once; a second is generous, ms. */
const ABORT_PATIENCE_MS = 1_000
const STEP_MS = 25

export const abort: Check = {
  title: 'The stream upstream ends when the browser leaves',
  run: async (probe) => {
    const { openStreams, timeoutMs } = probe.options
    if (!openStreams) {
      return {
        verdict: 'skip',
        found: 'cannot be seen from outside',
        fix: 'Watch the server: connections to the platform must end when browser tabs close. With the official package only the Hono and SvelteKit adapters do so.',
      }
    }
    const before = openStreams()
    const leaving = new AbortController()
    const timer = setTimeout(() => leaving.abort(), timeoutMs)
    try {
      const response = await probe.open(streamUrl(probe), leaving.signal)
      await response.body?.getReader().read()
    } catch {
      if (openStreams() <= before) return { verdict: 'skip', found: 'there is no stream to leave' }
    } finally {
      clearTimeout(timer)
      leaving.abort()
    }
    for (let waited = 0; waited < ABORT_PATIENCE_MS && openStreams() > before; waited += STEP_MS) {
      await sleep(STEP_MS)
    }
    if (openStreams() <= before) return { verdict: 'ok', found: 'the stream to the platform ended' }
    return {
      verdict: 'fail',
      found: `still open ${ABORT_PATIENCE_MS} ms after the browser left`,
      fix: 'Give the request’s abort signal to the call upstream, and cancel its body. The official Express, Remix and Next.js adapters do neither.',
    }
  },
}

const streamUrl = ({ options }: Probe): string => `${options.hosts.queue}/requests/stream`
