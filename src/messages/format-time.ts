const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** When something was, seen from now: `now`, `5 min. ago`, `3 hr. ago`, then the date. Times are ms since the epoch. */
export function formatTime(locale: string, at: number, now: number): string {
  const ago = Math.max(0, now - at)
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' })
  if (ago < MINUTE_MS) return relative.format(0, 'second')
  if (ago < HOUR_MS) return relative.format(-Math.floor(ago / MINUTE_MS), 'minute')
  if (ago < DAY_MS) return relative.format(-Math.floor(ago / HOUR_MS), 'hour')
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at)
}

/** A moment to come: its time of day, with the date where it is not within a day. */
export function formatMoment(locale: string, at: number): string {
  const isNear = at - Date.now() < DAY_MS
  return new Intl.DateTimeFormat(
    locale,
    isNear ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' },
  ).format(at)
}
