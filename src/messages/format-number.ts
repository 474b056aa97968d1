/** A number as the language writes it, without rounding what matters. */
export function formatNumber(locale: string, value: number): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(value)
}
