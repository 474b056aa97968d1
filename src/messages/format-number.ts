// All that a number of JSON can hold: bounds and steps of a schema may be very small, seeds very large.
const ALL_DIGITS = 17

/** A number as the language writes it, without rounding what matters. */
export function formatNumber(locale: string, value: number): string {
  return new Intl.NumberFormat(locale, { maximumSignificantDigits: ALL_DIGITS }).format(value)
}

type Forms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>

/** Picks the form of a word that the language uses for a count, and puts the count (written as the language does) at `#`. */
export function plural(locale: string, count: number, forms: Forms): string {
  const form = forms[new Intl.PluralRules(locale).select(count)] ?? forms.other
  return form.replace('#', new Intl.NumberFormat(locale).format(count))
}
