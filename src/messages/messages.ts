/**
 * Every string a person can see, in one flat catalogue. Strings with a number or a unit are functions,
 * so that each language can use its own plurals. Keys are grouped by component with a prefix.
 */
export interface Messages {
  /** BCP 47 tag, for Intl and `lang`. */
  locale: string
  /** Reading direction of the language. */
  direction: 'ltr' | 'rtl'
}
