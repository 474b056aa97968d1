import { queryOptions } from '@tanstack/react-query'
import { isModelRunnerError, type ModelRunnerError } from '../errors/model-runner-error.js'
import type { Client } from '../client.js'
import { modelRunnerKeys } from './keys.js'
import { modelPath } from './model-path.js'
import { CATALOG_STALE_MS } from './model-query.js'
import { QUERY_DEFAULTS } from './query-defaults.js'
import type { QueryOf } from './query-of.js'
import type { JsonSchema } from '../../protocol/model.js'

/** What a model takes and gives, from its OpenAPI document. A model that publishes none has neither; that is no error. */
export function modelSchemasQuery(client: Client, endpoint: string | undefined): QueryOf<ModelSchemas> {
  return queryOptions<ModelSchemas, ModelRunnerError>({
    ...QUERY_DEFAULTS,
    queryKey: [...modelRunnerKeys.model(client.config.scope, endpoint ?? ''), 'schemas'],
    enabled: Boolean(endpoint),
    staleTime: CATALOG_STALE_MS,
    queryFn: async ({ signal }) => {
      try {
        const path = `${modelPath(endpoint ?? '')}/openapi.json`
        return modelSchemas(await client.transport.call<unknown>({ host: 'rest', path, signal }))
      } catch (error) {
        if (isModelRunnerError(error) && error.kind === 'not-found') return {}
        throw error
      }
    },
  })
}

interface ModelSchemas {
  inputSchema?: JsonSchema
  outputSchema?: JsonSchema
}

/**
 * Input and output of an OpenAPI document, each with the document's components, so that a
 * `$ref: "#/components/schemas/…"` in it can be resolved from the schema alone.
 */
function modelSchemas(document: unknown): ModelSchemas {
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
