/** Storages drop what is unfinished after a week; a day less leaves room to finish, ms. */
export const RECORD_LIFE_MS = 6 * 24 * 60 * 60 * 1000

/** Unfinished uploads remembered on one device; each holds up to 10,000 short strings. */
export const MAX_RECORDS = 20

/** The keys to forget: what is too old, then the oldest beyond the bound. */
export function recordsToPrune(
  records: readonly { key: string; startedAt: number }[],
  now: number,
): string[] {
  const newestFirst = [...records].sort((a, b) => b.startedAt - a.startedAt)
  return newestFirst
    .filter(({ startedAt }, index) => index >= MAX_RECORDS || isExpired(startedAt, now))
    .map(({ key }) => key)
}

export function isExpired(startedAt: number, now: number): boolean {
  return !(now - startedAt < RECORD_LIFE_MS)
}
