import type { JsonSchema } from '../../protocol/model.js'

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
