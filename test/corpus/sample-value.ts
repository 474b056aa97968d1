import type { JsonSchema } from '../../src/protocol/model.js'
import { isSchema, resolveSchema } from '../../src/shared/schema/resolve-schema.js'
import { validate } from '../../src/shared/schema/validate.js'

// Deeper values are not needed to see whether an editor works.
const MAX_DEPTH = 4
const LINK = 'https://files.example/sample.png'
const TEXTS = [
  'a red fox',
  LINK,
  'a-1',
  'sample',
  'someone/style',
  '12',
  '1.5',
  '#a1b2c3',
  '2026-01-31',
  '1024x768',
  'A',
  'aA1!aA1!aA1!',
  'x'.repeat(40),
]
const FILE_FORMATS: readonly unknown[] = ['uri', 'url', 'binary', 'data-url', 'base64', 'byte']

/** Values that a schema allows, the fullest first; none where nothing fits, such as for an unusual `pattern`. */
export function sampleValues(node: unknown, root: JsonSchema, depth = 0): unknown[] {
  const { schema } = resolveSchema(isSchema(node) ? node : {}, root)
  return candidates(schema, root, depth).filter(
    (value) => value !== undefined && validate(value, schema, { root }).length === 0,
  )
}

function candidates(schema: JsonSchema, root: JsonSchema, depth: number): unknown[] {
  if (schema.const !== undefined) return [schema.const]
  if (Array.isArray(schema.enum)) return schema.enum.filter((option) => option !== null).reverse()
  if (Array.isArray(schema.anyOf)) {
    const all = schema.anyOf.map((variant) => sampleValues({ ...variant }, root, depth))
    const { anyOf: _anyOf, ...beside } = schema
    // What stands beside a union is of each of its variants.
    const shared = isSchema(schema.properties) ? object(beside, root, depth) : undefined
    const values = all.flat().map((value) => (shared && isSchema(value) ? { ...shared, ...value } : value))
    return values.sort((a, b) => size(b) - size(a))
  }
  switch (schema.type ?? typeFrom(schema)) {
    case 'string':
      return texts(schema)
    case 'integer':
      return numbers(schema).filter(Number.isInteger)
    case 'number':
      return numbers(schema)
    case 'boolean':
      return [schema.default !== true, schema.default === true]
    case 'array':
      return lists(schema, root, depth)
    case 'object':
      return [object(schema, root, depth), object(schema, root, depth, true)]
    default:
      return ['a red fox']
  }
}

function typeFrom(schema: JsonSchema): string | undefined {
  if (schema.properties) return 'object'
  if (schema.items) return 'array'
  if (schema.format || schema.pattern || schema.maxLength !== undefined) return 'string'
  return schema.minimum !== undefined || schema.maximum !== undefined ? 'number' : undefined
}

function texts(schema: JsonSchema): string[] {
  if (FILE_FORMATS.includes(schema.format)) return [LINK]
  if (schema.format === 'color') return ['#a1b2c3']
  const fitting = 'x'.repeat(Math.min(Math.max(schema.minLength ?? 0, 1), 10_000))
  const given = [schema.default, ...[schema['examples'] ?? []].flat()].filter(
    (text) => typeof text === 'string' && text !== '',
  ) as string[]
  return [...TEXTS, fitting, ...given]
}

function numbers(schema: JsonSchema): number[] {
  const { minimum, maximum, exclusiveMinimum: above, exclusiveMaximum: below, multipleOf = 1 } = schema
  const least = typeof above === 'number' ? above : minimum
  const most = typeof below === 'number' ? below : maximum
  const start = least ?? (most === undefined ? 0 : most - 10)
  const middle = most === undefined || least === undefined ? start + 3 : (least + most) / 2
  const steps = [middle, start, start + 1, most ?? start].map((value) =>
    Number((Math.round(value / multipleOf) * multipleOf).toPrecision(12)),
  )
  return [...steps, middle, ...(most === undefined ? [] : [most])]
}

function lists(schema: JsonSchema, root: JsonSchema, depth: number): unknown[][] {
  if (depth >= MAX_DEPTH) return [[]]
  const items = sampleValues(schema.items ?? {}, root, depth + 1)
  const count = Math.min(Math.max(schema.minItems ?? 0, 2), schema.maxItems ?? 2, 20)
  const [first, second = first] = items
  if (first === undefined) return [[]]
  const mixed = Array.from({ length: count }, (_, index) => (index === 1 ? second : first))
  return [mixed, [first], []]
}

function object(
  schema: JsonSchema,
  root: JsonSchema,
  depth: number,
  isRequiredOnly = depth >= MAX_DEPTH,
): Record<string, unknown> | undefined {
  const required = new Set(Array.isArray(schema.required) ? schema.required : [])
  if (!isSchema(schema.properties)) {
    const extra = schema['additionalProperties']
    const [value = 'thing'] = isSchema(extra) && depth < MAX_DEPTH ? sampleValues(extra, root, depth + 1) : []
    return { any: value }
  }
  const entries: [string, unknown][] = []
  for (const [name, property] of Object.entries(schema.properties)) {
    if (isRequiredOnly && !required.has(name)) continue
    const [value] = depth > MAX_DEPTH * 2 ? [] : sampleValues(property, root, depth + 1)
    const plain = resolveSchema(isSchema(property) ? (property as JsonSchema) : {}, root).schema
    const isShown = required.has(name) || (plain.const === undefined && plain['readOnly'] !== true)
    if (value !== undefined && isShown) entries.push([name, value])
  }
  // Not by assignment: a key named __proto__ must become a key.
  return Object.fromEntries(entries)
}

function size(value: unknown): number {
  return JSON.stringify(value ?? null).length
}
