/** An error text longer than this says nothing more; characters. */
const MAX_TEXT_LENGTH = 500

/** As much of a text as is looked at; characters. */
export const MAX_SCAN_LENGTH = 8000

/** One line of at most 500 characters; empty for what is no text or was stringified badly on the way. */
export function cut(text: unknown): string {
  if (typeof text !== 'string' || text.includes('[object Object]')) return ''
  const line = text.slice(0, MAX_SCAN_LENGTH).replace(/\s+/g, ' ').trim()
  return line.length > MAX_TEXT_LENGTH ? `${line.slice(0, MAX_TEXT_LENGTH - 1)}…` : line
}
