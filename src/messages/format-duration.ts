const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

type Unit = 'hour' | 'minute' | 'second'

/** Intl's English is either `8 sec` or, without the space, `8s`; units in products are written `8 s`. */
const ENGLISH_UNITS: { readonly [Name in Unit]: string } = { hour: 'h', minute: 'min', second: 's' }

/** A span in the two largest units, short: `8 s`, `1 min 5 s`, `2 h 10 min`. */
export function formatDuration(locale: string, ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const unit = (value: number, name: Unit) =>
    locale.startsWith('en')
      ? `${new Intl.NumberFormat(locale).format(value)} ${ENGLISH_UNITS[name]}`
      : new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value)
  // Some languages put a comma, a word or nothing between the two.
  const both = (...units: [string, string]) =>
    new Intl.ListFormat(locale, { type: 'unit', style: 'narrow' }).format(units)
  if (ms < MINUTE_MS) return unit(seconds, 'second')
  const minutes = Math.floor(seconds / 60)
  if (ms < HOUR_MS) return both(unit(minutes, 'minute'), unit(seconds % 60, 'second'))
  return both(unit(Math.floor(minutes / 60), 'hour'), unit(minutes % 60, 'minute'))
}
