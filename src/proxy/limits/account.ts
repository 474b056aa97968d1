import type { LimitReached } from './limits.js'

/**
 * What is counted of one user's runs, as one document: pure functions on it, so that everything that a submit is checked
 * against changes together or not at all. Amounts are whole (see `toAmount`), written as strings.
 */
export interface Account {
  /** Runs whose price is not settled yet, by reservation id. */
  runs: Record<string, OpenRun>
  day: Spent
  month: Spent
  submits: CountedMinute
}

export interface OpenRun {
  /** What was reserved. */
  amount: string
  at: number
  /** Absent until the platform has accepted the submit. */
  requestId?: string
}

interface Spent {
  /** `2026-11-30` or `2026-11`, UTC. */
  period: string
  amount: string
}

export interface CountedMinute {
  /** When it started. */
  at: number
  count: number
}

export const MINUTE_MS = 60_000
/** So many unsettled runs are followed for one user; the document stays below 100 kB. */
const MAX_OPEN_RUNS = 1_000
/** A submit is answered or lost within two minutes; what it reserved may then have been spent. */
const UNCONFIRMED_MS = 2 * MINUTE_MS
/** The platform ends every run after six hours; an hour more for its bill. */
const MAX_RUN_MS = 7 * 60 * MINUTE_MS
/** Nobody knows when a run will end: it is worth asking again after so long. */
const RUN_RETRY_MS = 10_000

export interface Reservation {
  id: string
  /** Undefined where no price is known: it takes all that is left, so that such runs go one after another. */
  amount: bigint | undefined
}

export interface Caps {
  day?: bigint
  month?: bigint
  submitsPerMinute?: number | undefined
  concurrentRuns?: number | undefined
}

export function currentAccount(account: Account | undefined, now: number): Account {
  const date = new Date(now).toISOString()
  const day = date.slice(0, 10)
  const month = date.slice(0, 7)
  const spent = (before: Spent | undefined, period: string): Spent =>
    before?.period === period ? before : { period, amount: '0' }
  const current: Account = {
    runs: account?.runs ?? {},
    day: spent(account?.day, day),
    month: spent(account?.month, month),
    submits:
      account && now - account.submits.at < MINUTE_MS && now >= account.submits.at
        ? account.submits
        : { at: now, count: 0 },
  }
  // What was never settled counts as spent: the platform may have billed it.
  const stale = Object.entries(current.runs).filter(
    ([, run]) => now - run.at > (run.requestId === undefined ? UNCONFIRMED_MS : MAX_RUN_MS),
  )
  return stale.reduce((next, [id, run]) => settle(next, id, BigInt(run.amount)), current)
}

/** Reserves an amount, or names the limit that stands against it. A reservation that is there already is left as it is. */
export function reserve(
  account: Account,
  { id, amount }: Reservation,
  caps: Caps,
  now: number,
): { next: Account; reached: LimitReached | undefined } {
  const refuse = (limit: LimitReached['limit'], resetsAt: number) => ({
    next: account,
    reached: { limit, resetsAt },
  })
  if (account.runs[id]) return { next: account, reached: undefined }
  const running = Object.keys(account.runs).length
  if (caps.submitsPerMinute !== undefined && account.submits.count >= caps.submitsPerMinute)
    return refuse('submitsPerMinute', account.submits.at + MINUTE_MS)
  if (running >= Math.min(caps.concurrentRuns ?? MAX_OPEN_RUNS, MAX_OPEN_RUNS))
    return refuse('concurrentRuns', now + RUN_RETRY_MS)
  const reserved = Object.values(account.runs).reduce((sum, run) => sum + BigInt(run.amount), 0n)
  const left = (cap: bigint, spent: Spent) => cap - BigInt(spent.amount) - reserved
  const rests = [
    ['spendPerMonth', caps.month, account.month, startOfNextMonth(now)],
    ['spendPerDay', caps.day, account.day, startOfNextDay(now)],
  ] as const
  let all: bigint | undefined
  for (const [limit, cap, spent, resetsAt] of rests) {
    if (cap === undefined) continue
    const rest = left(cap, spent)
    if (amount === undefined ? rest <= 0n : amount > rest)
      // What is only reserved may be freed long before the period ends.
      return refuse(limit, reserved > 0n && BigInt(spent.amount) < cap ? now + RUN_RETRY_MS : resetsAt)
    if (all === undefined || rest < all) all = rest
  }
  return {
    next: {
      ...account,
      submits: { ...account.submits, count: account.submits.count + 1 },
      runs: { ...account.runs, [id]: { amount: String(amount ?? all ?? 0n), at: now } },
    },
    reached: undefined,
  }
}

/** The platform has accepted what was reserved for. */
export function confirm(account: Account, id: string, requestId: string): Account {
  const run = account.runs[id]
  return run ? { ...account, runs: { ...account.runs, [id]: { ...run, requestId } } } : account
}

/** Nothing was queued: the amount is free again. */
export function release(account: Account, id: string): Account {
  if (!account.runs[id]) return account
  const { [id]: _, ...runs } = account.runs
  return { ...account, runs }
}

/** The run has ended and cost this much. */
export function settle(account: Account, id: string, price: bigint): Account {
  const run = account.runs[id]
  if (!run) return account
  // A run of the last period is that period's; what it cost is counted where it was reserved only as long as that lasts.
  const add = (spent: Spent): Spent => {
    const isOfPeriod = new Date(run.at).toISOString().startsWith(spent.period)
    return isOfPeriod ? { ...spent, amount: String(BigInt(spent.amount) + price) } : spent
  }
  return { ...release(account, id), day: add(account.day), month: add(account.month) }
}

function startOfNextDay(now: number): number {
  const date = new Date(now)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + 1)
}

function startOfNextMonth(now: number): number {
  const date = new Date(now)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)
}
