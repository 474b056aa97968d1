import { HEADERS } from '../../protocol/headers.js'
import { MAX_LIFECYCLE_SECONDS, MIN_LIFECYCLE_SECONDS } from '../../protocol/submit-limits.js'
import { ModelRunnerError } from '../errors/model-runner-error.js'

/** When the platform deletes what a request or an upload leaves there. */
export interface Lifecycle {
  /** Seconds (60 … 157,680,000), one of the named spans, or never. */
  expiresIn: number | '1h' | '1d' | '7d' | '30d' | '1y' | 'never'
}

const HOUR = 3600
const SECONDS = {
  '1h': HOUR,
  '1d': 24 * HOUR,
  '7d': 7 * 24 * HOUR,
  '30d': 30 * 24 * HOUR,
  '1y': 365 * 24 * HOUR,
}

/** The header that carries a lifecycle; empty without one. Throws on a span the platform does not take. */
export function lifecycleHeader(lifecycle: Lifecycle | undefined): Record<string, string> {
  if (lifecycle === undefined) return {}
  const { expiresIn } = lifecycle
  const seconds =
    expiresIn === 'never' ? null : typeof expiresIn === 'number' ? Math.round(expiresIn) : SECONDS[expiresIn]
  if (seconds !== null && !(seconds >= MIN_LIFECYCLE_SECONDS && seconds <= MAX_LIFECYCLE_SECONDS)) {
    throw new ModelRunnerError({
      kind: 'validation',
      message:
        `lifecycle.expiresIn is ${String(expiresIn)}. Give seconds from ${MIN_LIFECYCLE_SECONDS} to ` +
        `${MAX_LIFECYCLE_SECONDS}, '1h', '1d', '7d', '30d', '1y' or 'never'.`,
    })
  }
  return { [HEADERS.lifecycle]: JSON.stringify({ expiration_duration_seconds: seconds }) }
}
