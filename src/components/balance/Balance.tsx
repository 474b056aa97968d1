'use client'
import { forwardRef, type ForwardedRef } from 'react'
import { useModelRunnerContext } from '../../context/use-model-runner-context.js'
import { isAmountBelow, isAmount } from '../../hooks/is-amount.js'
import { useBalance, type UseBalanceResult } from '../../hooks/useBalance.js'
import { enBalance } from '../../messages/english/en-balance.js'
import { Announcer } from '../internal/Announcer.js'
import { createParts } from '../internal/create-parts.js'
import type { ComponentOf, PropsOf } from '../internal/part-props.js'
import { useKeepFocusWithin } from '../internal/use-keep-focus-within.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { useRootRef } from '../internal/use-root-ref.js'

/** Parts of `<Balance>` and their states. */
export interface BalanceParts {
  root: 'loading' | 'ready' | 'low' | 'error'
  label: never
  amount: never
  /** The low balance warning. */
  low: never
  /** The link to add funds. */
  topUp: never
  problem: never
  retry: never
}

const { Root, Part } = createParts<BalanceParts>('balance')

/**
 * What the account holds, kept up to date, with a way to add funds.
 *
 * @example
 * <Balance topUpUrl="/billing" lowBelow="5" />
 */
export const Balance: ComponentOf<BalanceProps, 'div'> = forwardRef(function Balance(
  { topUpUrl, lowBelow, children, ...outer }: BalanceProps,
  ref: ForwardedRef<HTMLDivElement>,
) {
  const context = useModelRunnerContext()
  const messages = useAreaMessages(enBalance)
  const root = useRootRef(ref)
  useKeepFocusWithin(root)
  const balance = useBalance()
  // What is not a number is not shown as money.
  const amount = isAmount(balance.balance) ? balance.balance : undefined
  const isLow = isAmountBelow(amount, lowBelow)
  const state = amount !== undefined ? (isLow ? 'low' : 'ready') : balance.isPending ? 'loading' : 'error'
  const url = topUpUrl ?? context.topUpUrl

  return (
    <Root ref={root} outer={outer} state={state} look="row" aria-busy={state === 'loading' || undefined}>
      {children ? (
        children({ ...balance, isLow })
      ) : (
        <>
          {amount !== undefined && (
            <>
              <Part part="label" as="span" look="hint">
                {messages.balanceLabel}
              </Part>
              <Part part="amount" as="span" look="label">
                {messages.balanceAmount(amount, balance.currency ?? 'USD')}
              </Part>
            </>
          )}
          {state === 'loading' && (
            <Part part="amount" as="span" look="hint busy">
              {messages.balanceLoading}
            </Part>
          )}
          {state === 'error' && (
            <>
              <Part part="problem" as="span" look="problem">
                {messages.balanceUnknown}
              </Part>
              <Part part="retry" as="button" type="button" look="button small" onClick={balance.refetch}>
                {messages.balanceRetry}
              </Part>
            </>
          )}
          {isLow && (
            <Part part="low" as="span" look="badge warning">
              {messages.balanceLow}
            </Part>
          )}
          {url && (
            <Part
              part="topUp"
              as="a"
              look={isLow ? 'button small primary' : 'button small'}
              href={url}
              target="_blank"
              rel="noopener noreferrer"
            >
              {messages.balanceTopUp}
            </Part>
          )}
          <Announcer message={isLow ? messages.balanceLow : ''} />
        </>
      )}
    </Root>
  )
})

interface OwnProps {
  /** Where funds are added. @default the provider's `topUpUrl` */
  topUpUrl?: string
  /** Says so below this amount, in the balance's currency. */
  lowBelow?: string | number
}

export type BalanceProps = PropsOf<'div', BalanceParts, UseBalanceResult & { isLow: boolean }, OwnProps>
