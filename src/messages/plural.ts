type Forms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>

/** Picks the form of a word that the language uses for a count, and puts the count (written as the language does) at `#`. */
export function plural(locale: string, count: number, forms: Forms): string {
  const form = forms[new Intl.PluralRules(locale).select(count)] ?? forms.other
  return form.replace('#', new Intl.NumberFormat(locale).format(count))
}
