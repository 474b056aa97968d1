'use client'
import { useCallback } from 'react'
import type { ModelRunnerError } from '../client/errors/model-runner-error.js'
import { balanceQuery } from '../client/queries/balance-query.js'
import { useModelRunnerContext } from '../context/use-model-runner-context.js'
import { useRead } from './use-read.js'
import { useRefreshOnUpdates } from './use-refresh-on-updates.js'
import { useReported } from './use-reported.js'

export interface UseBalanceResult {
  /** Decimal string, e.g. "12.50000000". */
  balance?: string
  /** e.g. "USD" */
  currency?: string
  isPending: boolean
  error?: ModelRunnerError
  refetch(): Promise<void>
}

/**
 * What the account holds. Read again when a run of this page ends, when a submit is refused for insufficient balance, and
 * when the user comes back to the window.
 *
 * @example
 * const { balance, currency } = useBalance()
 */
export function useBalance(): UseBalanceResult {
  const { client, queryClient } = useModelRunnerContext()
  const { data, error, isPending, refetch: read } = useRead(balanceQuery(client), queryClient)
  const refetch = useCallback(async () => {
    await read()
  }, [read])
  useRefreshOnUpdates()
  useReported(error ?? undefined)
  return { balance: data?.balance, currency: data?.currency, isPending, error: error ?? undefined, refetch }
}
