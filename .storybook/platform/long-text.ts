import { en, type Messages } from 'modelrunner-react'

/** Keys that hold no words. */
const NO_TEXT: readonly string[] = ['locale', 'direction', 'errorDocsUrl']

const LONGER: Record<string, string> = {
  a: 'åä',
  e: 'éë',
  i: 'îï',
  o: 'öø',
  u: 'üú',
  y: 'ÿý',
  A: 'ÅÄ',
  E: 'ÉË',
  I: 'ÎÏ',
  O: 'ÖØ',
  U: 'ÜÚ',
}

/** English in longer words with signs above the letters; short texts, which grow most in translation, nearly double. */
export function stretch(text: string): string {
  const longer = text.replace(/[aeiouyAEIOU]/g, (letter) => LONGER[letter] ?? letter)
  return text.length < 16 ? `${longer} ēxtrå` : longer
}

/** A language that nobody speaks: shows what does not grow with its words, and what was never translated. */
export const longText: Messages = Object.fromEntries(
  Object.entries(en).map(([key, message]) => {
    if (NO_TEXT.includes(key)) return [key, message]
    if (typeof message === 'string') return [key, stretch(message)]
    return [key, (...args: never[]) => stretch((message as (...args: never[]) => string)(...args))]
  }),
  // The same keys, and the same kinds under them, as English has.
) as unknown as Messages
