import { MAX_LIFECYCLE_SECONDS, MIN_LIFECYCLE_SECONDS } from '../../protocol/limits.js'
import { ModelRunnerError } from '../errors/model-runner-error.js'
import { HEADERS } from '../../protocol/headers.js'

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

/** A lifecycle in seconds, null for never. Throws on a span the platform does not take. */
export function lifecycleSeconds({ expiresIn }: Lifecycle): number | null {
  const seconds =
    expiresIn === 'never' ? null : typeof expiresIn === 'number' ? Math.round(expiresIn) : SECONDS[expiresIn]
  if (seconds === null || (seconds >= MIN_LIFECYCLE_SECONDS && seconds <= MAX_LIFECYCLE_SECONDS))
    return seconds
  throw new ModelRunnerError({
    kind: 'validation',
    message:
      `lifecycle.expiresIn is ${String(expiresIn)}. Give seconds from ${MIN_LIFECYCLE_SECONDS} to ` +
      `${MAX_LIFECYCLE_SECONDS}, '1h', '1d', '7d', '30d', '1y' or 'never'.`,
  })
}

/** The header that carries a lifecycle; empty without one. Throws on a span the platform does not take. */
export function lifecycleHeader(lifecycle: Lifecycle | undefined): Record<string, string> {
  if (lifecycle === undefined) return {}
  return {
    [HEADERS.lifecycle]: JSON.stringify({ expiration_duration_seconds: lifecycleSeconds(lifecycle) }),
  }
}
