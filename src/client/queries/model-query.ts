import { queryOptions } from '@tanstack/react-query'
import { modelShape, type Model, type JsonSchema } from '../../protocol/model.js'
import { ModelRunnerError, isModelRunnerError } from '../errors/model-runner-error.js'
import type { Client } from '../client.js'
import { modelRunnerKeys } from './keys.js'
import { QUERY_DEFAULTS, type QueryOf } from './query-defaults.js'
import { isEndpointId } from '../../protocol/hosts.js'

/** The catalog changes rarely, ms. */
export const CATALOG_STALE_MS = 5 * 60_000

/** One model of the catalog. */
export function modelQuery(client: Client, endpoint: string | undefined): QueryOf<Model> {
  return queryOptions<Model, ModelRunnerError>({
    ...QUERY_DEFAULTS,
    queryKey: modelRunnerKeys.model(client.config.scope, endpoint ?? ''),
    enabled: Boolean(endpoint),
    staleTime: CATALOG_STALE_MS,
    queryFn: async ({ signal }) =>
      client.transport.call<Model>({
        host: 'rest',
        path: modelPath(endpoint ?? ''),
        shape: modelShape,
        signal,
      }),
  })
}

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

/** `/models/{endpoint}`; an endpoint that is none is refused before anything is sent. */
export function modelPath(endpoint: string): string {
  if (isEndpointId(endpoint)) return `/models/${endpoint}`
  throw new ModelRunnerError({
    kind: 'validation',
    message: `"${endpoint}" is not an endpoint id. It looks like owner/alias, of letters, digits, dots, dashes and underscores.`,
  })
}
