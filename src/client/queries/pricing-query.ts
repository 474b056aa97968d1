import { queryOptions } from '@tanstack/react-query'
import { pricingShape, type Price, type PricingAnswer } from '../../protocol/billing.js'
import type { ModelRunnerError } from '../errors/model-runner-error.js'
import type { Client } from '../client.js'
import { modelRunnerKeys } from './keys.js'
import { modelPath, CATALOG_STALE_MS } from './model-query.js'
import { QUERY_DEFAULTS, type QueryOf } from './query-defaults.js'

/** What a model costs; null for a model without a price. */
export function pricingQuery(client: Client, endpoint: string | undefined): QueryOf<Price | null> {
  return queryOptions<Price | null, ModelRunnerError>({
    ...QUERY_DEFAULTS,
    queryKey: modelRunnerKeys.pricing(client.config.scope, endpoint ?? ''),
    enabled: Boolean(endpoint),
    staleTime: CATALOG_STALE_MS,
    queryFn: async ({ signal }) => {
      modelPath(endpoint ?? '')
      const { prices } = await client.transport.call<PricingAnswer>({
        host: 'rest',
        path: '/models/pricing',
        query: { endpoint },
        shape: pricingShape,
        signal,
      })
      return prices.find((price) => price.endpoint === endpoint) ?? null
    },
  })
}
