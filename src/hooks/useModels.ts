'use client'
import { useMemo } from 'react'
import type { ModelRunnerError } from '../client/errors/model-runner-error.js'
import { modelsQuery, type ModelFilters } from '../client/queries/models-query.js'
import { useModelRunnerContext } from '../context/use-model-runner-context.js'
import type { Model } from '../protocol/model.js'
import { usePagedList } from './use-paged-list.js'
import { useStableFilters } from './use-stable-filters.js'

export type { ModelFilters } from '../client/queries/models-query.js'

export interface UseModelsResult {
  models: readonly Model[]
  total: number
  hasNextPage: boolean
  fetchNextPage(): Promise<void>
  isFetchingNextPage: boolean
  isPending: boolean
  error?: ModelRunnerError
  refetch(): Promise<void>
}

/**
 * The catalog of models, paged.
 *
 * @example
 * const { models } = useModels({ outputModality: 'video', search: 'seedance' })
 */
export function useModels(filters?: ModelFilters): UseModelsResult {
  const { client, queryClient } = useModelRunnerContext()
  const stable = useStableFilters(filters)
  const query = useMemo(() => modelsQuery(client, queryClient, stable), [client, queryClient, stable])
  const { items, ...list } = usePagedList(query)
  return { models: items, ...list }
}
