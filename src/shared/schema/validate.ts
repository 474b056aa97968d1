import type { JsonSchema } from '../../protocol/model.js'
import { jsonEquals, jsonKey } from './json-equals.js'
import { isSchema, refTarget } from './resolve-schema.js'
import { matchesPattern } from './safe-pattern.js'

export type SchemaPath = readonly (string | number)[]

/** One thing that is wrong with a value, as a code that a form puts into words. */
export type SchemaProblem = { path: SchemaPath } & (
  | {
      code:
        'required' | 'not-integer' | 'pattern' | 'not-a-choice' | 'duplicate' | 'unknown-field' | 'mismatch'
    }
  | {
      code:
        'too-short' | 'too-long' | 'minimum' | 'maximum' | 'above' | 'below' | 'step' | 'too-few' | 'too-many'
      limit: number
    }
  | { code: 'type'; type: string }
)

export interface ValidateOptions {
  /** Where `$ref`s point into. */
  root: JsonSchema
  /** Draft 7 and older ignore what stands beside a `$ref`. @default false */
  refReplaces?: boolean
  /** Values that stand for something else, such as a file that becomes a URL: they are right wherever they are. */
  isOpaque?: (value: unknown) => boolean
  /** Steps that several checks share; it counts down. @default 25,000 for this one */
  budget?: { left: number }
}

// A schema that needs more is not checked further: the platform checks again, this only saves the trip.
const MAX_STEPS = 25_000
const MAX_DEPTH = 96
const MAX_PROBLEMS = 100

/**
 * Checks a value by its JSON Schema (draft 7, 2020-12, OpenAPI 3), without `eval` and in bounded time. What it does not
 * know (remote references, `unevaluated*`, `format`) it accepts. See the table in docs/forms.md.
 */
export function validate(value: unknown, schema: unknown, options: ValidateOptions): SchemaProblem[] {
  return new Validation(options).run(value, schema)
}

class Validation {
  private readonly options: ValidateOptions
  private readonly budget: { left: number }

  constructor(options: ValidateOptions) {
    this.options = options
    this.budget = options.budget ?? { left: MAX_STEPS }
  }

  run(value: unknown, schema: unknown): SchemaProblem[] {
    return this.at(value, schema, [], 0)
  }

  private at(value: unknown, schema: unknown, path: SchemaPath, depth: number): SchemaProblem[] {
    if (schema === false) return [{ path, code: 'mismatch' }]
    if (!isSchema(schema) || value === undefined || this.options.isOpaque?.(value)) return []
    this.budget.left -= 1
    if (this.budget.left < 0 || depth > MAX_DEPTH) return []
    if (value === null && schema.nullable === true) return []
    const inner = (next: unknown, part: unknown, step?: string | number) =>
      this.at(next, part, step === undefined ? path : [...path, step], depth + 1)

    const referred =
      typeof schema.$ref === 'string' ? inner(value, refTarget(schema.$ref, this.options.root)) : []
    if (typeof schema.$ref === 'string' && this.options.refReplaces) return referred
    const wrongType = checkType(value, schema, path)
    if (wrongType) return [wrongType]
    // Bounded here, too: a schema that refers to itself multiplies them.
    return [
      ...referred,
      ...checkValue(value, schema, path),
      ...this.combine(value, schema, path, inner),
      ...this.content(value, schema, path, inner),
    ].slice(0, MAX_PROBLEMS)
  }

  private content(value: unknown, schema: JsonSchema, path: SchemaPath, inner: Inner): SchemaProblem[] {
    if (typeof value === 'string') return checkText(value, schema, path)
    if (typeof value === 'number') return checkNumber(value, schema, path)
    if (Array.isArray(value)) return this.list(value, schema, path, inner)
    return isSchema(value) ? this.object(value, schema, path, inner) : []
  }

  private combine(value: unknown, schema: JsonSchema, path: SchemaPath, inner: Inner): SchemaProblem[] {
    const found: SchemaProblem[] = []
    for (const part of listOf(schema.allOf)) found.push(...inner(value, part))
    if (Array.isArray(schema.anyOf))
      found.push(
        ...nearest(
          schema.anyOf.map((part) => inner(value, part)),
          path,
        ),
      )
    if (Array.isArray(schema.oneOf)) {
      const results = schema.oneOf.map((part) => inner(value, part))
      const count = results.filter(({ length }) => length === 0).length
      if (count > 1 && isKnown(schema.oneOf)) found.push({ path, code: 'mismatch' })
      if (count === 0) found.push(...nearest(results, path))
    }
    const not = schema['not']
    if (not !== undefined && inner(value, not).length === 0 && isKnown(not))
      found.push({ path, code: 'mismatch' })
    if (schema['if'] !== undefined && isKnown(schema['if'])) {
      const branch = inner(value, schema['if']).length === 0 ? schema['then'] : schema['else']
      found.push(...inner(value, branch))
    }
    return found
  }

  private list(value: unknown[], schema: JsonSchema, path: SchemaPath, inner: Inner): SchemaProblem[] {
    const found = checkCount(value.length, schema.minItems, schema.maxItems, path)
    const items: unknown = schema.items
    // Draft 7 writes `items: [...]` and `additionalItems`, 2020-12 `prefixItems` and `items`.
    const prefix = Array.isArray(items) ? (items as unknown[]) : listOf(schema['prefixItems'])
    const rest = Array.isArray(items) ? schema['additionalItems'] : items
    value.forEach((entry, index) =>
      found.push(...inner(entry, index < prefix.length ? prefix[index] : rest, index)),
    )
    if (schema['uniqueItems'] === true && new Set(value.map((entry) => jsonKey(entry))).size < value.length) {
      found.push({ path, code: 'duplicate' })
    }
    const contains = schema['contains']
    if (contains !== undefined) {
      const count = value.filter((entry) => inner(entry, contains).length === 0).length
      const least = numberOf(schema['minContains']) ?? 1
      const most = numberOf(schema['maxContains'])
      if (count < least || (most !== undefined && count > most)) found.push({ path, code: 'mismatch' })
    }
    return found
  }

  private object(value: JsonSchema, schema: JsonSchema, path: SchemaPath, inner: Inner): SchemaProblem[] {
    const names = Object.keys(value)
    const has = (name: unknown) =>
      typeof name === 'string' && Object.hasOwn(value, name) && value[name] !== undefined
    const missing = (required: unknown) =>
      listOf(required)
        .filter((name) => typeof name === 'string' && !has(name))
        .slice(0, MAX_PROBLEMS)
        .map((name): SchemaProblem => ({ path: [...path, String(name)], code: 'required' }))
    const found = [
      ...missing(schema.required),
      ...checkCount(names.length, numberOf(schema['minProperties']), numberOf(schema['maxProperties']), path),
    ]
    const properties = isSchema(schema.properties) ? schema.properties : {}
    const patterns = Object.entries(isSchema(schema['patternProperties']) ? schema['patternProperties'] : {})
    const extra = schema['additionalProperties']
    for (const name of names) {
      const isKnown = Object.hasOwn(properties, name)
      if (isKnown) found.push(...inner(value[name], properties[name], name))
      // A pattern that cannot be checked may be the one that allows the name.
      const matched = patterns.filter(([pattern]) => matchesPattern(pattern, name) !== false)
      for (const [pattern, part] of matched) {
        if (matchesPattern(pattern, name)) found.push(...inner(value[name], part, name))
      }
      if (!isKnown && matched.length === 0 && extra !== undefined) {
        if (extra === false) found.push({ path: [...path, name], code: 'unknown-field' })
        else found.push(...inner(value[name], extra, name))
      }
      if (schema['propertyNames'] !== undefined && inner(name, schema['propertyNames']).length > 0) {
        found.push({ path: [...path, name], code: 'unknown-field' })
      }
    }
    for (const [name, needed] of entriesOf(schema['dependentRequired']))
      if (has(name)) found.push(...missing(needed))
    for (const [name, part] of entriesOf(schema['dependentSchemas']))
      if (has(name)) found.push(...inner(value, part))
    for (const [name, part] of entriesOf(schema['dependencies'])) {
      if (has(name)) found.push(...(Array.isArray(part) ? missing(part) : inner(value, part)))
    }
    return found
  }
}

type Inner = (value: unknown, schema: unknown, step?: string | number) => SchemaProblem[]

/** Of variants that all refuse: what the one that fits best has to say. */
function nearest(results: SchemaProblem[][], path: SchemaPath): SchemaProblem[] {
  if (results.some(({ length }) => length === 0)) return []
  const isHere = (problem: SchemaProblem) => problem.path.length === path.length
  const isOther = ({ code }: SchemaProblem) => code === 'type' || code === 'not-a-choice'
  const ranked = results
    .map((problems) => ({
      problems,
      // The value is of another kind (a type, a discriminator): this variant is not meant.
      rank: problems.filter(isOther).length * 100 + problems.filter(isHere).length * 10 + problems.length,
    }))
    .sort((a, b) => a.rank - b.rank)
  const [first, second] = ranked
  if (!first) return [{ path, code: 'mismatch' }]
  if (
    results.every((problems) =>
      problems.every((problem) => problem.code === 'not-a-choice' && isHere(problem)),
    )
  ) {
    return [{ path, code: 'not-a-choice' }]
  }
  if (first.rank >= 100 && second) return [{ path, code: 'mismatch' }]
  return first.problems
}

function checkType(value: unknown, schema: JsonSchema, path: SchemaPath): SchemaProblem | undefined {
  const types = (Array.isArray(schema.type) ? schema.type : [schema.type]) as unknown[]
  const named = types.filter((type): type is string => typeof type === 'string')
  if (named.length === 0 || named.some((type) => isOfType(value, type))) return undefined
  if (named.includes('integer') && typeof value === 'number') return { path, code: 'not-integer' }
  return { path, code: 'type', type: named[0] ?? '' }
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value)
    case 'array':
      return Array.isArray(value)
    case 'object':
      return isSchema(value)
    case 'null':
      return value === null
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value === type
    default:
      return true
  }
}

function checkValue(value: unknown, schema: JsonSchema, path: SchemaPath): SchemaProblem[] {
  const isOut = Array.isArray(schema.enum) && !schema.enum.some((option) => jsonEquals(option, value))
  const isNotConst = schema.const !== undefined && !jsonEquals(schema.const, value)
  return isOut || isNotConst ? [{ path, code: 'not-a-choice' }] : []
}

function checkText(value: string, schema: JsonSchema, path: SchemaPath): SchemaProblem[] {
  const { minLength, maxLength, pattern } = schema
  // Counted as JSON Schema counts: in characters, not in UTF-16 units.
  const length = minLength === undefined && maxLength === undefined ? 0 : [...value].length
  if (typeof minLength === 'number' && length < minLength)
    return [{ path, code: 'too-short', limit: minLength }]
  if (typeof maxLength === 'number' && length > maxLength)
    return [{ path, code: 'too-long', limit: maxLength }]
  return typeof pattern === 'string' && matchesPattern(pattern, value) === false
    ? [{ path, code: 'pattern' }]
    : []
}

function checkNumber(value: number, schema: JsonSchema, path: SchemaPath): SchemaProblem[] {
  const { minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: below, multipleOf } = schema
  if (!Number.isFinite(value)) return [{ path, code: 'type', type: 'number' }]
  // OpenAPI 3.0 and draft 4 write the exclusive bounds as flags.
  const least = typeof above === 'number' ? above : above === true ? minimum : undefined
  const most = typeof below === 'number' ? below : below === true ? maximum : undefined
  if (least !== undefined && value <= least) return [{ path, code: 'above', limit: least }]
  if (typeof minimum === 'number' && value < minimum) return [{ path, code: 'minimum', limit: minimum }]
  if (most !== undefined && value >= most) return [{ path, code: 'below', limit: most }]
  if (typeof maximum === 'number' && value > maximum) return [{ path, code: 'maximum', limit: maximum }]
  if (typeof multipleOf === 'number' && multipleOf > 0) {
    const times = value / multipleOf
    // Within rounding: 0.3 is a multiple of 0.1.
    if (!(Math.abs(times - Math.round(times)) <= 1e-9)) return [{ path, code: 'step', limit: multipleOf }]
  }
  return []
}

function checkCount(count: number, least: unknown, most: unknown, path: SchemaPath): SchemaProblem[] {
  if (typeof least === 'number' && count < least) return [{ path, code: 'too-few', limit: least }]
  if (typeof most === 'number' && count > most) return [{ path, code: 'too-many', limit: most }]
  return []
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}

function entriesOf(value: unknown): [string, unknown][] {
  return isSchema(value) ? Object.entries(value) : []
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

/** Where a keyword that is not checked decides, "accepted" proves nothing: it must not refuse by its opposite. */
function isKnown(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return true
  const found = known.get(schema) ?? !UNKNOWN.test(JSON.stringify(schema))
  known.set(schema, found)
  return found
}

const UNKNOWN = /"(?:unevaluated\w+|\$dynamicRef|\$recursiveRef)":|"\$ref":"[^#]/
/** Read once of each part: a value may be checked by it thousands of times. */
const known = new WeakMap<object, boolean>()
