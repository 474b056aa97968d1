import { isRecord } from './is-record.js'
import type { FieldError } from './model-runner-error.js'
import { parseJson } from './parse-json.js'
import { cut } from './text-of-body.js'

/** More issues than this help nobody. */
const MAX_FIELD_ERRORS = 100

/**
 * The issues of an error body, in any dialect that occurs: Zod (`error`, also as JSON text or under `issues`),
 * Ajv (`details.validationErrors` with `instancePath`), FastAPI (`detail` with `loc`). Paths are relative to the input.
 */
export function fieldErrorsOf(body: unknown): FieldError[] {
  if (!isRecord(body)) return []
  const { details, error, detail, errors } = body
  for (const candidate of [isRecord(details) && details.validationErrors, error, detail, details, errors]) {
    const parsed = parseJson(candidate)
    const issues = isRecord(parsed) ? parsed.issues : parsed
    if (Array.isArray(issues) && issues.length) return issues.slice(0, MAX_FIELD_ERRORS).flatMap(fieldError)
  }
  return []
}

function fieldError(value: unknown): FieldError[] {
  const issue = isRecord(value) ? value : { message: value }
  const code = cut(issue.code) || cut(issue.type) || cut(issue.keyword)
  const message = cut(issue.message) || cut(issue.msg) || code
  return message ? [{ path: pathOf(issue), message, ...(code && { code }) }] : []
}

function pathOf({ path, instancePath, loc, params }: Record<string, unknown>): (string | number)[] {
  if (Array.isArray(path)) return path.map(segment)
  if (Array.isArray(loc)) return loc.slice(loc[0] === 'body' ? 1 : 0).map(segment)
  if (typeof path === 'string')
    return path
      .split(/[.[\]]+/)
      .filter(Boolean)
      .map(segment)
  const pointer = `${typeof instancePath === 'string' ? instancePath : ''}`.split('/').slice(1).map(unescaped)
  // Ajv names a field that is missing apart from the path.
  return [...pointer, isRecord(params) && params.missingProperty]
    .filter((part) => typeof part === 'string')
    .map(segment)
}

/** Pointers and some dialects write array indexes as text. */
function segment(part: unknown): string | number {
  return typeof part === 'number' || /^(0|[1-9]\d{0,8})$/.test(String(part)) ? Number(part) : String(part)
}

function unescaped(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~')
}
