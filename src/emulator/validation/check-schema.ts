import type { JsonSchema } from '../../protocol/model.js'

type Path = (string | number)[]
type Schemas = Record<string, JsonSchema>

/** Checks a value against the subset of JSON Schema that models publish. */
function checkSchema(schema: JsonSchema, value: unknown, path: Path, schemas: Schemas): Issue[] {
  if (schema.$ref) {
    const target = schemas[schema.$ref.split('/').at(-1) ?? '']
    return target ? checkSchema(target, value, path, schemas) : []
  }
  if (value === null && schema.nullable) return []
  const anyOf = schema.anyOf ?? schema.oneOf
  if (anyOf) return checkUnion(anyOf, value, path, schemas)
  const inherited = (schema.allOf ?? []).flatMap((part) => checkSchema(part, value, path, schemas))
  if (inherited.length > 0) return inherited
  if (schema.enum && !schema.enum.includes(value)) {
    const options = schema.enum.map((option) => `'${String(option)}'`).join(' | ')
    const message = `Invalid enum value. Expected ${options}, received '${String(value)}'`
    return [{ code: 'invalid_enum_value', path, message, options: schema.enum, received: value }]
  }
  return checkType(schema, value, path, schemas)
}

function checkUnion(anyOf: JsonSchema[], value: unknown, path: Path, schemas: Schemas): Issue[] {
  const attempts = anyOf.map((part) => checkSchema(part, value, path, schemas))
  if (attempts.some((issues) => issues.length === 0)) return []
  // A part of the right type says what is wrong better than "invalid input" does.
  const near = attempts.find((issues) => issues.some((issue) => issue.path.length > path.length))
  return near ?? [{ code: 'invalid_union', path, message: 'Invalid input' }]
}

function checkType(schema: JsonSchema, value: unknown, path: Path, schemas: Schemas): Issue[] {
  const type = schema.type ?? (schema.properties ? 'object' : undefined)
  if (!type) return []
  const received = typeOf(value)
  const isFit = type === received || (type === 'number' && received === 'integer')
  if (!isFit) {
    const expected = type
    const message = `Expected ${expected}, received ${received === 'integer' ? 'number' : received}`
    return [{ code: 'invalid_type', path, message, expected, received }]
  }
  if (typeof value === 'string') return checkString(schema, value, path)
  if (typeof value === 'number') return checkNumber(schema, value, path)
  if (Array.isArray(value)) return checkArray(schema, value, path, schemas)
  if (type === 'object') return checkObject(schema, value as Record<string, unknown>, path, schemas)
  return []
}

function checkArray(schema: JsonSchema, value: unknown[], path: Path, schemas: Schemas): Issue[] {
  const { minItems, maxItems, items } = schema
  if (minItems !== undefined && value.length < minItems) {
    const message = `Array must contain at least ${minItems} element(s)`
    return [{ code: 'too_small', path, message, minimum: minItems, type: 'array', inclusive: true }]
  }
  if (maxItems !== undefined && value.length > maxItems) {
    const message = `Array must contain at most ${maxItems} element(s)`
    return [{ code: 'too_big', path, message, maximum: maxItems, type: 'array', inclusive: true }]
  }
  return items ? value.flatMap((entry, index) => checkSchema(items, entry, [...path, index], schemas)) : []
}

function checkObject(
  schema: JsonSchema,
  value: Record<string, unknown>,
  path: Path,
  schemas: Schemas,
): Issue[] {
  const missing = (schema.required ?? []).filter((name) => value[name] === undefined)
  const issues: Issue[] = missing.map((name) => ({
    code: 'invalid_type',
    path: [...path, name],
    message: 'Required',
    expected: schema.properties?.[name]?.type ?? 'string',
    received: 'undefined',
  }))
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    if (value[name] !== undefined) issues.push(...checkSchema(inner, value[name], [...path, name], schemas))
  }
  return issues
}

/** A Zod issue, as the platform's 400 answers carry them. */
export interface Issue {
  code: string
  path: (string | number)[]
  message: string
  [detail: string]: unknown
}

/** The JSON Schema type of a value; a whole number is an integer. */
function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value
}

function checkNumber(schema: JsonSchema, value: number, path: (string | number)[]): Issue[] {
  const { minimum, maximum, multipleOf } = schema
  if (minimum !== undefined && value < minimum) {
    const message = `Number must be greater than or equal to ${minimum}`
    return [{ code: 'too_small', path, message, minimum, type: 'number', inclusive: true }]
  }
  if (maximum !== undefined && value > maximum) {
    const message = `Number must be less than or equal to ${maximum}`
    return [{ code: 'too_big', path, message, maximum, type: 'number', inclusive: true }]
  }
  if (multipleOf !== undefined && Math.abs(value / multipleOf - Math.round(value / multipleOf)) > 1e-9) {
    const message = `Number must be a multiple of ${multipleOf}`
    return [{ code: 'not_multiple_of', path, message, multipleOf }]
  }
  return []
}

function checkString(schema: JsonSchema, value: string, path: (string | number)[]): Issue[] {
  const { minLength, maxLength, format, pattern } = schema
  if (minLength !== undefined && value.length < minLength) {
    const message = `String must contain at least ${minLength} character(s)`
    return [{ code: 'too_small', path, message, minimum: minLength, type: 'string', inclusive: true }]
  }
  if (maxLength !== undefined && value.length > maxLength) {
    const message = `String must contain at most ${maxLength} character(s)`
    return [{ code: 'too_big', path, message, maximum: maxLength, type: 'string', inclusive: true }]
  }
  if (format === 'uri' && !/^(https?:\/\/\S+|data:\S+)$/i.test(value)) {
    return [{ code: 'invalid_string', path, message: 'Invalid url', validation: 'url' }]
  }
  if (pattern !== undefined && !new RegExp(pattern).test(value)) {
    return [{ code: 'invalid_string', path, message: 'Invalid', validation: 'regex' }]
  }
  return []
}

/** What is wrong with an input, as Zod would say it. Unknown fields are forwarded to the model: they are not issues. */
export function validateInput(
  schemas: Record<string, JsonSchema>,
  input: Readonly<Record<string, unknown>>,
): Issue[] {
  const root = schemas['Input']
  return root ? checkSchema(root, input, [], schemas) : []
}
