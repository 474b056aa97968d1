const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** A span in the two largest units, short: `8 sec`, `1 min 5 sec`, `2 hr 10 min`. */
export function formatDuration(locale: string, ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const unit = (value: number, name: 'hour' | 'minute' | 'second') =>
    new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value)
  if (ms < MINUTE_MS) return unit(seconds, 'second')
  const minutes = Math.floor(seconds / 60)
  if (ms < HOUR_MS) return `${unit(minutes, 'minute')} ${unit(seconds % 60, 'second')}`
  return `${unit(Math.floor(minutes / 60), 'hour')} ${unit(minutes % 60, 'minute')}`
}
