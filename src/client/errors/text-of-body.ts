import { isRecord } from './is-record.js'

/** An error text longer than this says nothing more; characters. */
export const MAX_TEXT_LENGTH = 500

/** As much of a body as is looked at for a text; characters. */
const MAX_SCAN_LENGTH = 8000

/**
 * What a body of any kind says in words, in one line: JSON in every dialect that occurs, a bare string, HTML,
 * plain text. Empty where it says nothing; never "[object Object]".
 */
export function textOfBody(json: unknown, text = ''): string {
  if (json !== undefined) return textOf(json)
  return cut(isHtml(text) ? withoutTags(text) : text)
}

/** Whether a body is a web page: a gateway's error page or an app's index.html. */
export function isHtml(text: string): boolean {
  return /^\s*<(!doctype|html|head|body|title|h1|center|pre)/i.test(text.slice(0, 500))
}

/** One line of at most `MAX_TEXT_LENGTH`; empty for what was stringified badly on the way. */
export function cut(text: string): string {
  const line = text.slice(0, MAX_SCAN_LENGTH).replace(/\s+/g, ' ').trim()
  if (line.includes('[object Object]')) return ''
  return line.length > MAX_TEXT_LENGTH ? `${line.slice(0, MAX_TEXT_LENGTH - 1)}…` : line
}

function textOf(value: unknown, depth = 0): string {
  if (typeof value === 'string') return cut(value)
  if (depth > 3) return ''
  if (Array.isArray(value))
    return cut(
      value
        .slice(0, 3)
        .map((entry) => textOf(entry, depth + 1))
        .filter(Boolean)
        .join(' '),
    )
  if (!isRecord(value)) return ''
  const inner = (key: string) => textOf(value[key], depth + 1)
  return joined(inner('error'), inner('message')) || inner('detail') || inner('msg') || inner('details')
}

/** Some bodies hold a reason phrase in one field and the reason in the other: say both, but nothing twice. */
function joined(error: string, message: string): string {
  const longer = error.length > message.length ? error : message
  const shorter = longer === error ? message : error
  return longer.toLowerCase().includes(shorter.toLowerCase()) ? longer : cut(`${error}: ${message}`)
}

function withoutTags(html: string): string {
  return html
    .slice(0, MAX_SCAN_LENGTH)
    .replace(/<(style|script)[^]*?(<\/\1>|$)/gi, ' ')
    .replace(/<[^>]*(>|$)/g, ' ')
}
