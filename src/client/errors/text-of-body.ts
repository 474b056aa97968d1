import { cut, MAX_SCAN_LENGTH } from './cut.js'
import { isRecord } from '../../shared/json.js'

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
