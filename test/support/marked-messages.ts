import { en } from '../../src/messages/en.js'
import type { Messages } from '../../src/messages/messages.js'

/** Messages whose argument chooses among several texts: each is told apart. */
const CHOOSING = ['uploaderState', 'uploaderNotice']

/** English, each text in brackets that name its key: ⟦outputCopy¦Copy⟧. What is not in brackets is not from the catalogue. */
export const marked: Messages = Object.fromEntries(
  Object.entries(en).map(([key, value]: [string, unknown]) => {
    if (key === 'locale' || key === 'direction' || key === 'errorDocsUrl') return [key, value]
    if (typeof value === 'string') return [key, `⟦${key}¦${value}⟧`]
    const say = value as (...args: unknown[]) => string
    return [
      key,
      (...args: unknown[]) =>
        `⟦${CHOOSING.includes(key) ? `${key}.${String(args[0])}` : key}¦${say(...args)}⟧`,
    ]
  }),
) as unknown as Messages // Same keys, same kinds: made from a catalogue.

/** All that can be said under a prefix, by the names that stand in the brackets. */
export function keysOf(...prefixes: string[]): string[] {
  const states = ['queued', 'uploading', 'paused', 'retrying', 'done', 'failed', 'cancelled']
  const notices = ['resumed', 'restarted', 'offline', 'relayed']
  return Object.keys(en)
    .filter((key) => prefixes.some((prefix) => new RegExp(`^${prefix}[A-Z]`).test(key)))
    .flatMap((key) => {
      if (key === 'uploaderState') return states.map((state) => `${key}.${state}`)
      if (key === 'uploaderNotice') return notices.map((notice) => `${key}.${notice}`)
      return key === 'errorDocsUrl' ? [] : [key]
    })
}
