import { modelQuery } from '../client/queries/model-query.js'
import { useModelRunnerContext } from '../context/use-model-runner-context.js'
import type { Model } from '../protocol/model.js'
import { useRead } from './use-read.js'

/** A model of the catalog without its schemas: language models publish none, and asking for them is a 404. */
export function useCatalogModel(endpoint: string): Model | undefined {
  const { client, queryClient } = useModelRunnerContext()
  return useRead(modelQuery(client, endpoint), queryClient).data
}
