import type { JsonSchema } from '../../protocol/model.js'

/** Property names by `x-order`; those without one keep their place in the schema, after the others. */
export function orderedNames(properties: Record<string, JsonSchema>): string[] {
  const place = (name: string) => properties[name]?.['x-order'] ?? Number.MAX_SAFE_INTEGER
  return Object.keys(properties).sort((a, b) => place(a) - place(b))
}
