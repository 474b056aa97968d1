import { HEADERS } from '../../protocol/headers.js'
import { lifecycleSeconds } from './lifecycle-seconds.js'

/** When the platform deletes what a request or an upload leaves there. */
export interface Lifecycle {
  /** Seconds (60 … 157,680,000), one of the named spans, or never. */
  expiresIn: number | '1h' | '1d' | '7d' | '30d' | '1y' | 'never'
}

/** The header that carries a lifecycle; empty without one. Throws on a span the platform does not take. */
export function lifecycleHeader(lifecycle: Lifecycle | undefined): Record<string, string> {
  if (lifecycle === undefined) return {}
  return {
    [HEADERS.lifecycle]: JSON.stringify({ expiration_duration_seconds: lifecycleSeconds(lifecycle) }),
  }
}
