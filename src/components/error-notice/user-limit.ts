import type { ModelRunnerError } from '../../client/errors/model-runner-error.js'

/** Up to here a limit is waited for with a countdown; beyond it, the notice says when it ends, ms. */
const MAX_COUNTDOWN_MS = 90_000

export interface UserLimit {
  /** A key of the proxy's `Limits`: `submitsPerMinute`, `spendPerDay` … */
  limit: string
  /** When it ends, ms since the epoch. */
  resetsAt?: number
  /** Too long for a countdown: nothing is tried again by itself. */
  isLong: boolean
}

/** The limit of the app's own proxy that a 429 is about. */
export function userLimitOf(error: ModelRunnerError | undefined, now: number): UserLimit | undefined {
  if (error?.kind !== 'rate-limited') return undefined
  const { details } = Object(error.body) as { details?: unknown }
  const { code, limit, resetsAt } = Object(details) as Record<string, unknown>
  if (code !== 'USER_LIMIT' || typeof limit !== 'string') return undefined
  const at = typeof resetsAt === 'number' ? resetsAt : Date.parse(String(resetsAt))
  const end = Number.isFinite(at)
    ? at
    : error.retryAfterMs === undefined
      ? undefined
      : now + error.retryAfterMs
  return {
    limit,
    ...(end === undefined ? undefined : { resetsAt: end }),
    isLong: (end === undefined ? (error.retryAfterMs ?? Infinity) : end - now) > MAX_COUNTDOWN_MS,
  }
}
