'use client'
import type { ModelRunnerError } from '../client/errors/model-runner-error.js'
import { modelQuery, modelSchemasQuery } from '../client/queries/model-query.js'
import { useModelRunnerContext } from '../context/use-model-runner-context.js'
import type { JsonSchema, Model } from '../protocol/model.js'
import type { EndpointId } from './endpoint-types.js'
import { useRead } from './use-read.js'
import { useReported } from './use-reported.js'
import { useStableCallback } from './use-stable-callback.js'

export interface UseModelResult {
  model?: Model
  /**
   * What the model takes. It carries the document's `components`, so that its `$ref`s can be resolved from it alone.
   * Absent for a model that publishes no schema; that is no error.
   */
  inputSchema?: JsonSchema
  outputSchema?: JsonSchema
  isPending: boolean
  error?: ModelRunnerError
  /** Reads what is missing again. */
  refetch(): Promise<void>
}

/**
 * One model of the catalog with its schemas. Idle while the endpoint is undefined.
 *
 * @example
 * const { model, inputSchema } = useModel('bytedance/sdxl-lightning-4step')
 */
export function useModel(endpoint: EndpointId | undefined): UseModelResult {
  const { client, queryClient } = useModelRunnerContext()
  const model = useRead(modelQuery(client, endpoint), queryClient)
  const schemas = useRead(modelSchemasQuery(client, endpoint), queryClient)
  const error = model.error ?? schemas.error ?? undefined
  useReported(error)
  const refetch = useStableCallback(async () => {
    if (endpoint === undefined) return
    await Promise.all([model, schemas].filter((query) => !query.data).map((query) => query.refetch()))
  })
  return {
    model: model.data,
    inputSchema: schemas.data?.inputSchema,
    outputSchema: schemas.data?.outputSchema,
    isPending: Boolean(endpoint) && (model.isPending || schemas.isPending),
    error,
    refetch,
  }
}
