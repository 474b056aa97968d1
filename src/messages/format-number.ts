// All that a number of JSON can hold: bounds and steps of a schema may be very small, seeds very large.
const ALL_DIGITS = 17

/** A number as the language writes it, without rounding what matters. */
export function formatNumber(locale: string, value: number): string {
  return new Intl.NumberFormat(locale, { maximumSignificantDigits: ALL_DIGITS }).format(value)
}
