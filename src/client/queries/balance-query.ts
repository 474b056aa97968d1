import { queryOptions } from '@tanstack/react-query'
import { balanceShape, type BalanceAnswer } from '../../protocol/billing.js'
import type { ModelRunnerError } from '../errors/model-runner-error.js'
import type { Client } from '../client.js'
import { modelRunnerKeys } from './keys.js'
import { QUERY_DEFAULTS, type QueryOf } from './query-defaults.js'

/** What the account holds. */
export function balanceQuery(client: Client): QueryOf<BalanceAnswer> {
  return queryOptions<BalanceAnswer, ModelRunnerError>({
    ...QUERY_DEFAULTS,
    queryKey: modelRunnerKeys.balance(client.config.scope),
    staleTime: 30_000,
    // Users top up in another tab and come back to look.
    refetchOnWindowFocus: 'always',
    queryFn: ({ signal }) =>
      client.transport.call<BalanceAnswer>({
        host: 'rest',
        path: '/billing/balance',
        shape: balanceShape,
        signal,
      }),
  })
}
