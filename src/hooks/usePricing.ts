'use client'
import { useMemo } from 'react'
import type { ModelRunnerError } from '../client/errors/model-runner-error.js'
import { estimatePrice, type PriceEstimate } from '../client/queries/estimate-price.js'
import { modelSchemasQuery } from '../client/queries/model-query.js'
import { pricingQuery } from '../client/queries/pricing-query.js'
import { useModelRunnerContext } from '../context/use-model-runner-context.js'
import type { RateCard } from '../protocol/billing.js'
import type { EndpointId, InputOf } from './endpoint-types.js'
import { useRead } from './use-read.js'
import { useReported } from './use-reported.js'

export type { PriceEstimate } from '../client/queries/estimate-price.js'

export interface UsePricingResult {
  /** Absent for a model without a price. All amounts are decimal strings in USD. */
  rateCard?: RateCard
  /** What a run with this input costs, computed exactly on decimal strings. `isExact` false means about, `isFrom` at least. */
  estimate?: PriceEstimate
  isPending: boolean
  error?: ModelRunnerError
}

/**
 * What a model costs, and what a run with an input will cost. Idle while the endpoint is undefined.
 *
 * @example
 * const { estimate } = usePricing('black-forest-labs/flux-schnell', { prompt: 'a cat', num_outputs: 4 })
 * estimate?.amount // "0.012"
 */
export function usePricing<E extends EndpointId>(
  endpoint: E | undefined,
  input?: Partial<InputOf<E>>,
): UsePricingResult {
  const { client, queryClient } = useModelRunnerContext()
  const { data: price, error, isPending } = useRead(pricingQuery(client, endpoint), queryClient)
  // Defaults of the schema count too: a model may make four pictures unless its input says otherwise.
  const { data: schemas } = useRead(
    // Whoever shows the form asks again after an error; a second observer that mounts must not.
    { ...modelSchemasQuery(client, input && endpoint), retryOnMount: false },
    queryClient,
  )
  const estimate = useMemo(
    () => (price ? estimatePrice(price, input, schemas?.inputSchema) : undefined),
    [price, input, schemas],
  )
  useReported(error ?? undefined)
  return {
    rateCard: price?.rateCard,
    estimate,
    isPending: Boolean(endpoint) && isPending,
    error: error ?? undefined,
  }
}
