import { HEADERS } from '../../protocol/headers.js'
import { lifecycleSeconds, type Lifecycle } from './lifecycle-seconds.js'

export type { Lifecycle }

/** The header that carries a lifecycle; empty without one. Throws on a span the platform does not take. */
export function lifecycleHeader(lifecycle: Lifecycle | undefined): Record<string, string> {
  if (lifecycle === undefined) return {}
  return {
    [HEADERS.lifecycle]: JSON.stringify({ expiration_duration_seconds: lifecycleSeconds(lifecycle) }),
  }
}
