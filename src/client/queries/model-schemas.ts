import type { JsonSchema } from '../../protocol/model.js'

export interface ModelSchemas {
  inputSchema?: JsonSchema
  outputSchema?: JsonSchema
}

/**
 * Input and output of an OpenAPI document, each with the document's components, so that a
 * `$ref: "#/components/schemas/…"` in it can be resolved from the schema alone.
 */
export function modelSchemas(document: unknown): ModelSchemas {
  const components = record(record(document)?.['components'])
  const schemas = record(components?.['schemas'])
  const pick = (name: string): JsonSchema | undefined => {
    const schema = record(schemas?.[name])
    return schema && { ...schema, components }
  }
  return { inputSchema: pick('Input'), outputSchema: pick('Output') }
}

function record(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined
}
