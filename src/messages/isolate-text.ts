const FIRST_STRONG_ISOLATE = '\u2068'
const POP_ISOLATE = '\u2069'
// Hebrew, Arabic and their kin, and the marks that turn the direction of what follows.
const RIGHT_TO_LEFT =
  /[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/**
 * A name, link or id within a sentence of the other direction: without isolation its dots, dashes and digits, and those
 * of the sentence around it, would be shown out of order. Left alone where it cannot happen, so that it can be compared.
 */
export function isolateText(direction: 'ltr' | 'rtl', text: string): string {
  if (direction === 'ltr' && !RIGHT_TO_LEFT.test(text)) return text
  return FIRST_STRONG_ISOLATE + text + POP_ISOLATE
}
