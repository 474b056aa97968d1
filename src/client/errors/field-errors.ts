import { isRecord } from './is-record.js'
import type { FieldError } from './model-runner-error.js'
import { cut } from './text-of-body.js'

/** More issues than this help nobody. */
const MAX_FIELD_ERRORS = 100

/**
 * The issues of an error body, in any dialect that occurs: Zod (`error`, also as a JSON string or under `issues`),
 * Ajv (`details.validationErrors` with `instancePath`), FastAPI (`detail` with `loc`). Paths are relative to the input.
 */
export function fieldErrorsOf(body: unknown): FieldError[] {
  if (!isRecord(body)) return []
  const { details } = body
  const candidates = [
    isRecord(details) && details.validationErrors,
    body.error,
    body.detail,
    details,
    body.errors,
  ]
  for (const candidate of candidates) {
    const issues = issuesOf(candidate)
    if (issues?.length) return issues.slice(0, MAX_FIELD_ERRORS).flatMap(fieldError)
  }
  return []
}

function issuesOf(value: unknown): unknown[] | undefined {
  if (Array.isArray(value)) return value
  if (isRecord(value)) return issuesOf(value.issues)
  if (typeof value !== 'string' || !value.startsWith('[')) return undefined
  try {
    return issuesOf(JSON.parse(value))
  } catch {
    return undefined
  }
}

function fieldError(issue: unknown): FieldError[] {
  if (typeof issue === 'string') return cut(issue) ? [{ path: [], message: cut(issue) }] : []
  if (!isRecord(issue)) return []
  const code = [issue.code, issue.type, issue.keyword].find((value) => typeof value === 'string')
  const message = [issue.message, issue.msg, code, 'is not valid'].find(
    (value) => typeof value === 'string' && cut(value),
  )
  return [{ path: pathOf(issue), message: cut(String(message)), ...(typeof code === 'string' && { code }) }]
}

function pathOf({ path, instancePath, loc, params }: Record<string, unknown>): (string | number)[] {
  if (Array.isArray(path)) return path.map(segment)
  if (typeof path === 'string')
    return path
      .split(/[.[\]]+/)
      .filter(Boolean)
      .map(segment)
  if (Array.isArray(loc)) return loc.slice(loc[0] === 'body' ? 1 : 0).map(segment)
  const missing = isRecord(params) ? params.missingProperty : undefined
  const pointer = typeof instancePath === 'string' ? instancePath.split('/').slice(1).map(unescaped) : []
  return [...pointer, ...(typeof missing === 'string' ? [missing] : [])].map(segment)
}

/** JSON pointers and some dialects write array indexes as text. */
function segment(value: unknown): string | number {
  if (typeof value === 'number') return value
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return /^(0|[1-9]\d{0,8})$/.test(text) ? Number(text) : text
}

function unescaped(pointer: string): string {
  return pointer.replaceAll('~1', '/').replaceAll('~0', '~')
}
