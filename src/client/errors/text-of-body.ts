import { isRecord } from './is-record.js'

/** An error text longer than this says nothing more; characters. */
const MAX_TEXT_LENGTH = 500

/** As much of a text as is looked at; characters. */
const MAX_SCAN_LENGTH = 8000

/** How an envelope begins that was cut off on its way. */
const BROKEN_JSON = /^\s*\{\s*"\w+"\s*:\s*"?/

/**
 * What a body of any kind says in words, in one line: JSON in every dialect that occurs, a bare string, a page,
 * plain text. Empty where it says nothing; never "[object Object]".
 */
export function textOfBody(json: unknown, text = ''): string {
  if (json !== undefined) return textOf(json, 0)
  const start = text.slice(0, MAX_SCAN_LENGTH)
  return cut(
    isHtml(text)
      ? start.replace(/<(style|script)[^]*?(<\/\1>|$)|<[^>]*(>|$)/gi, ' ')
      : start.replace(BROKEN_JSON, ''),
  )
}

/** Whether a body is a web page: a gateway's error page or an app's index.html. */
export function isHtml(text: string): boolean {
  return /^\s*<[!a-z]/i.test(text)
}

/** One line of at most `MAX_TEXT_LENGTH`; empty for what was stringified badly on the way. */
export function cut(text: unknown): string {
  if (typeof text !== 'string' || text.includes('[object Object]')) return ''
  const line = text.slice(0, MAX_SCAN_LENGTH).replace(/\s+/g, ' ').trim()
  return line.length > MAX_TEXT_LENGTH ? `${line.slice(0, MAX_TEXT_LENGTH - 1)}…` : line
}

function textOf(value: unknown, depth: number): string {
  if (depth > 3) return ''
  if (Array.isArray(value))
    return cut(
      value
        .slice(0, 3)
        .map((entry) => textOf(entry, depth + 1))
        .join(' '),
    )
  if (!isRecord(value)) return cut(value)
  const inner = (key: string) => textOf(value[key], depth + 1)
  return joined(inner('error'), inner('message')) || inner('detail') || inner('msg') || inner('details')
}

/** Some bodies hold a reason phrase in one field and the reason in the other: say both, but nothing twice. */
function joined(error: string, message: string): string {
  if (error.includes(message)) return error
  return message.includes(error) ? message : cut(`${error}: ${message}`)
}
