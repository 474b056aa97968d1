import { cut } from './cut.js'
import { isRecord } from '../../shared/json.js'
import type { FieldError } from './model-runner-error.js'
import { parseNested } from './parse-nested.js'

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
    const parsed = parseNested(candidate)
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

function pathOf(issue: Record<string, unknown>): (string | number)[] {
  return partsOf(issue).flatMap((part) => {
    if (typeof part === 'number') return [part]
    if (typeof part !== 'string') return []
    // Pointers and some dialects write array indexes as text.
    return [/^(0|[1-9]\d{0,8})$/.test(part) ? Number(part) : part]
  })
}

function partsOf({ path, instancePath, loc, params }: Record<string, unknown>): unknown[] {
  if (Array.isArray(path)) return path
  if (Array.isArray(loc)) return loc.slice(loc[0] === 'body' ? 1 : 0)
  if (typeof path === 'string') return path.split(/[.[\]]+/).filter(Boolean)
  const pointer = typeof instancePath === 'string' ? instancePath.split('/').slice(1).map(unescaped) : []
  // Ajv names a field that is missing apart from the path.
  return [...pointer, isRecord(params) && params.missingProperty]
}

function unescaped(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~')
}
