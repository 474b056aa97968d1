import { parseDecimal } from '../../protocol/decimal.js'
import { toAmount } from './amount.js'
import { Refusal } from '../refusal.js'

/**
 * What one user may take (without a `userId`: what the process may take). What is left out is not limited. Amounts are USD
 * as decimal strings.
 */
export interface Limits {
  submitsPerMinute?: number | undefined
  /** Runs that are queued or running, over all processes. */
  concurrentRuns?: number | undefined
  /** Open event streams, in each process. @default 20 for each user */
  streams?: number | undefined
  callsPerMinute?: number | undefined
  requestBytesPerMinute?: number | undefined
  /** In a calendar day, UTC. Runs under way count with what was reserved for them. */
  spendPerDay?: string | undefined
  /** In a calendar month, UTC. */
  spendPerMonth?: string | undefined
}

export type LimitName = keyof Limits

/** The limit that a call met, and when it is worth trying again. */
export interface LimitReached {
  limit: LimitName
  /** ms since 1970. */
  resetsAt: number
}

export const DEFAULT_STREAMS = 20

const COUNTS = [
  'submitsPerMinute',
  'concurrentRuns',
  'streams',
  'callsPerMinute',
  'requestBytesPerMinute',
] as const
const AMOUNTS = ['spendPerDay', 'spendPerMonth'] as const

/** @throws TypeError where a limit cannot be meant so: a typo must not lift a limit */
export function checkLimits(limits: Limits): Limits {
  const known: readonly string[] = [...COUNTS, ...AMOUNTS]
  for (const name of Object.keys(limits)) {
    if (!known.includes(name))
      throw new TypeError(`createProxyHandler: limits.${name} is not a limit. There are ${known.join(', ')}.`)
  }
  for (const name of COUNTS) {
    const value: unknown = limits[name]
    if (value !== undefined && !(typeof value === 'number' && value >= 0))
      throw new TypeError(`createProxyHandler: limits.${name} must be a number, 0 or more.`)
  }
  for (const name of AMOUNTS) {
    const value: unknown = limits[name]
    const amount = typeof value === 'string' ? parseDecimal(value) : undefined
    if (value !== undefined && (!amount || amount.units < 0n))
      throw new TypeError(
        `createProxyHandler: limits.${name} must be an amount in USD as a decimal string, e.g. '5.00'.`,
      )
  }
  return limits
}

/** The caps of a user's spending, as whole amounts. */
export function capsOf({ spendPerDay, spendPerMonth }: Limits): { day?: bigint; month?: bigint } {
  const day = toAmount(spendPerDay)
  const month = toAmount(spendPerMonth)
  return { ...(day === undefined ? {} : { day }), ...(month === undefined ? {} : { month }) }
}

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
