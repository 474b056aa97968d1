import { en } from '../../src/messages/en.js'
import type { Messages } from '../../src/messages/messages.js'

/** English in brackets, and half as long again: what is not in brackets is not from the catalogue. */
export const pseudo: Messages = Object.fromEntries(
  Object.entries(en).map(([key, value]: [string, unknown]) => {
    if (key === 'locale' || key === 'direction' || key === 'errorDocsUrl') return [key, value]
    if (typeof value === 'string') return [key, bracketed(value)]
    return [key, (...args: unknown[]) => bracketed((value as (...args: unknown[]) => string)(...args))]
  }),
) as unknown as Messages // Same keys, same kinds: made from a catalogue.

function bracketed(text: string): string {
  return `⟦${text}${'·'.repeat(Math.ceil(text.length / 2))}⟧`
}
