import type { JsonSchema } from '../../protocol/model.js'

export interface ResolvedSchema {
  schema: JsonSchema
  /** `null` is a value of its own here, apart from absence. */
  nullable: boolean
}

// Longer chains of references than this do not occur; a schema that refers to itself would go on for ever.
const MAX_HOPS = 16

/**
 * Makes one plain node of a node: follows `$ref` (from `root`), merges `allOf`, and takes `null` out of
 * `anyOf`/`oneOf`/`type`. What stands beside the reference (default, title, x-order) wins over what it refers to.
 */
export function resolveSchema(node: JsonSchema, root: JsonSchema): ResolvedSchema {
  return resolve(node, root, MAX_HOPS)
}

function resolve(node: JsonSchema, root: JsonSchema, hops: number): ResolvedSchema {
  if (hops === 0) return { schema: {}, nullable: false }
  if (typeof node.$ref === 'string') {
    return resolve({ ...followRef(node.$ref, root), ...without(node, '$ref') }, root, hops - 1)
  }
  if (Array.isArray(node.allOf)) {
    return resolve({ ...mergeAll(node.allOf, root, hops), ...without(node, 'allOf') }, root, hops - 1)
  }
  const variants = node.anyOf ?? node.oneOf
  if (Array.isArray(variants)) {
    const beside = without(node, 'anyOf', 'oneOf')
    const some = variants.filter(isNode).filter((variant) => variant.type !== 'null')
    const nullable = some.length < variants.length || node.nullable === true
    const [only] = some
    if (some.length === 1 && only) {
      const inner = resolve({ ...only, ...beside }, root, hops - 1)
      return { schema: inner.schema, nullable: nullable || inner.nullable }
    }
    const plain = some.map((variant) => resolve(variant, root, hops - 1).schema)
    return { schema: { ...beside, anyOf: plain }, nullable }
  }
  return withoutNullType(node)
}

/** OpenAPI 3.1 writes `type: ['string', 'null']`, 3.0 `nullable: true`. */
function withoutNullType(node: JsonSchema): ResolvedSchema {
  const type: unknown = node.type
  if (!Array.isArray(type)) return { schema: node, nullable: node.nullable === true }
  const types = type.filter((entry): entry is string => typeof entry === 'string' && entry !== 'null')
  const nullable = types.length < type.length
  const beside = without(node, 'type')
  const [only] = types
  return { schema: only && types.length === 1 ? { ...beside, type: only } : beside, nullable }
}

function mergeAll(nodes: JsonSchema[], root: JsonSchema, hops: number): JsonSchema {
  let merged: JsonSchema = {}
  for (const node of nodes.filter(isNode)) {
    const { schema } = resolve(node, root, hops - 1)
    merged = {
      ...merged,
      ...schema,
      ...(merged.properties && { properties: { ...merged.properties, ...schema.properties } }),
      ...(Array.isArray(merged.required) && {
        required: [...merged.required, ...(Array.isArray(schema.required) ? schema.required : [])],
      }),
    }
  }
  return merged
}

/** A JSON pointer within the document: `#/components/schemas/Size`, `#/$defs/Size`. */
function followRef(ref: string, root: JsonSchema): JsonSchema {
  if (!ref.startsWith('#/')) return {}
  let at: unknown = root
  for (const token of ref.slice(2).split('/')) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~')
    at =
      typeof at === 'object' && at !== null && Object.hasOwn(at, key)
        ? (at as Record<string, unknown>)[key]
        : undefined
  }
  return isNode(at) ? at : {}
}

function isNode(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function without(node: JsonSchema, ...keys: string[]): JsonSchema {
  return Object.fromEntries(Object.entries(node).filter(([key]) => !keys.includes(key)))
}
