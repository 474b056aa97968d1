import { Refusal } from '../refusal.js'
import type { LimitName, LimitReached } from './limits.js'

const TEXTS: Record<LimitName, string> = {
  submitsPerMinute: 'This user has started as many runs as one may in a minute.',
  concurrentRuns: 'This user has as many runs under way as one may have.',
  streams: 'This user has as many event streams open as one may have.',
  callsPerMinute: 'This user has made as many calls as one may in a minute.',
  requestBytesPerMinute: 'This user has sent as many bytes as one may in a minute.',
  spendPerDay: 'This user’s limit of spending for today is reached.',
  spendPerMonth: 'This user’s limit of spending for this month is reached.',
}

/** @throws Refusal 429 that names the limit and when it ends */
export function refuseBeyond(reached: LimitReached | undefined): void {
  if (reached) throw limitRefusal(reached)
}

/** Nothing was sent. The answer names the limit and when it is worth trying again. */
export function limitRefusal({ limit, resetsAt }: LimitReached): Refusal {
  const seconds = Math.max(1, Math.ceil((resetsAt - Date.now()) / 1000))
  return new Refusal(
    429,
    `${TEXTS[limit]} Nothing was sent.`,
    { 'retry-after': String(seconds) },
    { code: 'USER_LIMIT', limit, resetsAt: new Date(resetsAt).toISOString() },
  )
}
