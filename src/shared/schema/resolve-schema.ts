import type { JsonSchema } from '../../protocol/model.js'

export interface ResolvedSchema {
  schema: JsonSchema
  /** `null` is a value of its own here, apart from absence. */
  nullable: boolean
}

// Longer chains of references than this do not occur; a schema that refers to itself would go on forever.
const MAX_HOPS = 16
// Nodes merged into one: a schema whose every part has many parts grows by powers.
const MAX_NODES = 400
const MAX_ANCHOR_NODES = 5000

/** Pairs of variants, where several unions must hold at once. With more, nothing is said of the value. */
const MAX_PAIRS = 48

/** What would replace, not add to, what a node refers to. */
const STRUCTURE = ['properties', 'required', 'allOf', 'anyOf', 'oneOf']

/** What each variant of an object has in common with the others, where it stands beside them. */
const OF_AN_OBJECT = ['type', 'properties', 'required', 'additionalProperties']

interface Bounds {
  root: JsonSchema
  left: number
  /** Shared by several calls. */
  total: { left: number }
}

/**
 * Makes one plain node of a node: follows `$ref` (from `root`), merges `allOf`, and takes `null` out of
 * `anyOf`/`oneOf`/`type`. What stands beside the reference (default, title, x-order) wins over what it refers to;
 * properties and unions hold together.
 * @param total nodes that may be merged by all calls with it; it counts down
 */
export function resolveSchema(
  node: JsonSchema,
  root: JsonSchema,
  total: { left: number } = { left: Infinity },
): ResolvedSchema {
  return resolve(node, { root, left: MAX_NODES, total }, MAX_HOPS)
}

function resolve(given: JsonSchema, bounds: Bounds, hops: number): ResolvedSchema {
  bounds.left -= 1
  bounds.total.left -= 1
  if (hops === 0 || bounds.left < 0 || bounds.total.left < 0) return { schema: {}, nullable: false }
  const node = wellFormed(given)
  if (typeof node.$ref === 'string') {
    const target = schemaAt(node.$ref, bounds.root)
    const beside = without(node, '$ref')
    const isMore = [target, beside].every((part) => STRUCTURE.some((key) => Object.hasOwn(part, key)))
    return resolve(isMore ? { allOf: [target, beside] } : { ...target, ...beside }, bounds, hops - 1)
  }
  if (Array.isArray(node.allOf)) {
    const beside = without(node, 'allOf')
    const { schema } = resolve(mergeAll([...node.allOf, beside], bounds, hops), bounds, hops - 1)
    return { schema, nullable: isNullable(beside) }
  }
  if (Array.isArray(node.anyOf) && Array.isArray(node.oneOf)) {
    const parts = [without(node, 'oneOf'), { oneOf: node.oneOf }]
    return resolve({ allOf: parts }, bounds, hops - 1)
  }
  const variants = node.anyOf ?? node.oneOf
  if (Array.isArray(variants)) {
    const beside = without(node, 'anyOf', 'oneOf')
    const some = variants.filter(isSchema).filter((variant) => variant.type !== 'null')
    const nullable = some.length < variants.length || node.nullable === true
    const [only] = some
    if (some.length === 1 && only) {
      const inner = resolve({ ...only, ...beside }, bounds, hops - 1)
      return { schema: inner.schema, nullable: nullable || inner.nullable }
    }
    const common = isSchema(beside.properties) ? pick(beside, ...OF_AN_OBJECT) : undefined
    const plain = some.map((variant) => mergeAll(common ? [common, variant] : [variant], bounds, hops))
    // Variants that only say which of the common properties are needed are no choice of their own.
    if (common && plain.every(({ properties }) => sameKeys(properties, common.properties)))
      return { schema: beside, nullable }
    const outer = common ? without(beside, ...OF_AN_OBJECT) : beside
    return { schema: { ...outer, anyOf: plain }, nullable }
  }
  return withoutNullType(node)
}

/** What JSON Schema wants of its keywords. */
const ARRAYS = ['allOf', 'anyOf', 'oneOf', 'enum', 'required']
const TEXTS = ['$ref', 'title', 'description', 'format', 'pattern']
const NUMBERS = /^(?:m(?:in|ax)(?:imum|Length|Items)|multipleOf)$/

function isOdd(key: string, value: unknown): boolean {
  if (ARRAYS.includes(key)) return !Array.isArray(value)
  if (TEXTS.includes(key)) return typeof value !== 'string'
  if (NUMBERS.test(key)) return typeof value !== 'number'
  if (key === 'type') return typeof value !== 'string' && !Array.isArray(value)
  return key === 'properties' && !isSchema(value)
}

/** A schema comes from the network: a keyword whose value is of another kind than its own says nothing. */
function wellFormed(node: JsonSchema): JsonSchema {
  const odd = Object.keys(node).filter((key) => node[key] !== undefined && isOdd(key, node[key]))
  return odd.length > 0 ? without(node, ...odd) : node
}

/** OpenAPI 3.1 writes `type: ['string', 'null']`, 3.0 `nullable: true`. Several other types become variants. */
function withoutNullType(node: JsonSchema): ResolvedSchema {
  const type: unknown = node.type
  if (!Array.isArray(type)) return { schema: node, nullable: node.nullable === true }
  const types = type.filter((entry): entry is string => typeof entry === 'string' && entry !== 'null')
  const nullable = types.length < type.length
  const [only] = types
  if (only !== undefined && types.length === 1) return { schema: { ...node, type: only }, nullable }
  const { title, description, default: start, ...inner } = without(node, 'type')
  const outer = Object.fromEntries(
    Object.entries({ title, description, default: start }).filter(([, value]) => value !== undefined),
  )
  return { schema: { ...outer, anyOf: types.map((each) => ({ ...inner, type: each })) }, nullable }
}

function isNullable({ type, nullable }: JsonSchema): boolean {
  return nullable === true || (Array.isArray(type) && (type as unknown[]).includes('null'))
}

function mergeAll(nodes: JsonSchema[], bounds: Bounds, hops: number): JsonSchema {
  let merged: JsonSchema = {}
  for (const node of nodes.filter(isSchema)) merged = mergeTwo(merged, resolve(node, bounds, hops - 1).schema)
  return merged
}

/** Two plain nodes as one. What stands in both and cannot be added up is the second's. */
function mergeTwo(one: JsonSchema, other: JsonSchema): JsonSchema {
  const merged = {
    ...one,
    ...other,
    ...(isSchema(one.properties) && { properties: { ...one.properties, ...other.properties } }),
    ...(Array.isArray(one.required) && {
      required: [...new Set([...one.required, ...(Array.isArray(other.required) ? other.required : [])])],
    }),
  }
  if (!Array.isArray(one.anyOf) || !Array.isArray(other.anyOf)) return merged
  const pairs = variantPairs(one.anyOf, other.anyOf)
  return pairs ? { ...merged, anyOf: pairs } : without(merged, 'anyOf', ...OF_AN_OBJECT)
}

/** A value of two unions is of a variant of each. Undefined where there are too many to choose from, or none fits. */
function variantPairs(some: JsonSchema[], others: JsonSchema[]): JsonSchema[] | undefined {
  if (some.length * others.length > MAX_PAIRS) return undefined
  const pairs = some.flatMap((one) =>
    others
      .filter((other) => !contradict(one, other))
      .map((other): JsonSchema => {
        const titles = [one.title, other.title].filter((title) => typeof title === 'string')
        // The title of one alone would stand for several pairs.
        return {
          ...without(mergeTwo(one, other), 'title'),
          ...(titles.length > 1 && { title: titles.join(', ') }),
        }
      }),
  )
  return pairs.length > 0 ? pairs : undefined
}

/** Whether no value can be of both: of two types, or with two values for what tells variants apart. */
function contradict(one: JsonSchema, other: JsonSchema, isInner = false): boolean {
  const types = new Set([one.type, other.type].filter(Boolean))
  if (types.size > 1 && !(types.has('number') && types.has('integer'))) return true
  const [options, others] = [one, other].map(optionsOf)
  if (options && others && !options.some((option) => others.includes(option))) return true
  const properties: Record<string, unknown> = isSchema(one.properties) ? one.properties : {}
  return (
    !isInner &&
    Object.entries(isSchema(other.properties) ? other.properties : {}).some(([name, inner]) => {
      const own = Object.hasOwn(properties, name) ? properties[name] : undefined
      return isSchema(own) && isSchema(inner) && contradict(own, inner as JsonSchema, true)
    })
  )
}

function optionsOf(node: JsonSchema): readonly unknown[] | undefined {
  if (node.const !== undefined) return [node.const]
  return Array.isArray(node.enum) ? node.enum : undefined
}

/** What a reference within the document names: `#/components/schemas/Size`, `#/$defs/Size`, `#`, `#anchor`. */
export function refTarget(ref: string, root: JsonSchema): unknown {
  if (ref === '#') return root
  if (!ref.startsWith('#')) return undefined
  if (!ref.startsWith('#/')) return findAnchor(root, ref.slice(1))
  let at: unknown = root
  for (const token of ref.slice(2).split('/')) {
    const key = decode(token).replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined
    at = (at as Record<string, unknown>)[key]
  }
  return at
}

/** Each schema's anchors, found once: a value may be checked by one reference thousands of times. */
const anchors = new WeakMap<JsonSchema, ReadonlyMap<string, JsonSchema>>()

function findAnchor(root: JsonSchema, name: string): JsonSchema | undefined {
  const known = anchors.get(root) ?? anchorsOf(root)
  anchors.set(root, known)
  return known.get(name)
}

function anchorsOf(root: JsonSchema): ReadonlyMap<string, JsonSchema> {
  const found = new Map<string, JsonSchema>()
  const queue: unknown[] = [root]
  for (let index = 0; index < queue.length && index < MAX_ANCHOR_NODES; index += 1) {
    const node = queue[index]
    if (typeof node !== 'object' || node === null) continue
    if (isSchema(node)) {
      const { $anchor, $id } = node as { $anchor?: unknown; $id?: unknown }
      const names = [$anchor, typeof $id === 'string' && $id.startsWith('#') && $id.slice(1)]
      for (const name of names) if (typeof name === 'string' && !found.has(name)) found.set(name, node)
    }
    queue.push(...Object.values(node))
  }
  return found
}

function decode(token: string): string {
  try {
    return decodeURIComponent(token)
  } catch {
    return token
  }
}

function schemaAt(ref: string, root: JsonSchema): JsonSchema {
  const target = refTarget(ref, root)
  return isSchema(target) ? target : {}
}

export function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function without(node: JsonSchema, ...keys: string[]): JsonSchema {
  return Object.fromEntries(Object.entries(node).filter(([key]) => !keys.includes(key)))
}

function pick(node: JsonSchema, ...keys: string[]): JsonSchema {
  return Object.fromEntries(Object.entries(node).filter(([key]) => keys.includes(key)))
}

function sameKeys(one: object | undefined, other: object | undefined): boolean {
  const keys = Object.keys(one ?? {})
  return (
    keys.length === Object.keys(other ?? {}).length && keys.every((key) => Object.hasOwn(other ?? {}, key))
  )
}

/** The type of a node that names none, by the keywords and values that it has. */
export function guessType(schema: JsonSchema): string | undefined {
  if (schema.properties) return 'object'
  const kinds = new Set((schema.enum ?? []).map((option) => typeof option))
  if (kinds.size === 1 && kinds.has('string')) return 'string'
  if (schema.items) return 'array'
  if (schema.minLength !== undefined || schema.maxLength !== undefined || schema.pattern !== undefined)
    return 'string'
  if (schema.minimum !== undefined || schema.maximum !== undefined || schema.multipleOf !== undefined)
    return 'number'
  return schema.default === undefined || schema.default === null ? undefined : typeOf(schema.default)
}

function typeOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value
}
