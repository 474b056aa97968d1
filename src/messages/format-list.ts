/** Entries as the language strings them together, each once: `a, b, c`, `a、b、c`. */
export function formatList(locale: string, entries: readonly string[]): string {
  return new Intl.ListFormat(locale, { type: 'conjunction', style: 'narrow' }).format(new Set(entries))
}
