import { useEffect, useState } from 'react'
import type { ModelRunnerError } from '../../client/errors/model-runner-error.js'
import { isAmount } from '../../hooks/is-amount.js'
import { useBalance } from '../../hooks/useBalance.js'
import { enError } from '../../messages/english/en-error.js'
import { Announcer } from '../internal/Announcer.js'
import { Icon } from '../internal/Icon.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { Part } from './parts.js'
import { RetryActions } from './RetryActions.js'
import type { Retry } from './use-retry.js'

interface TopUpProps {
  error: ModelRunnerError
  way: Retry
  isCompact: boolean
  topUpUrl?: string
  onTopUp?: () => void
}

/** What to do about an empty balance: pay, and then the retry, which offers itself when the money is there. */
export function TopUp({ error: refusal, way, isCompact, topUpUrl, onTopUp }: TopUpProps) {
  const messages = useAreaMessages(enError)
  const { balance: said, currency = 'USD', error, refetch } = useBalance()
  // What is not a number is not shown as money.
  const balance = isAmount(said) ? said : undefined
  const isUnreadable = Boolean(error) || (said !== undefined && balance === undefined)
  const [wentFor, setWentFor] = useState<ModelRunnerError>()
  const [lowest, setLowest] = useState(balance)
  if (balance !== undefined && (lowest === undefined || Number(balance) < Number(lowest))) setLowest(balance)

  // Coming back from another window does not change whether this one is visible.
  useEffect(() => {
    const read = () => void refetch()
    window.addEventListener('focus', read)
    return () => window.removeEventListener('focus', read)
  }, [refetch])

  const canTopUp = Boolean(topUpUrl || onTopUp)
  const hasArrived = lowest !== undefined && Number(balance) > Number(lowest)
  const isRetryOffered = !canTopUp || hasArrived || wentFor === refusal || isUnreadable
  const look = `button ${hasArrived ? '' : 'primary'} ${isCompact ? 'small' : ''}`
  const pay = () => {
    setWentFor(refusal)
    onTopUp?.()
  }

  return (
    <>
      {balance !== undefined && (
        <Part part="balance" as="p" look="hint">
          {messages.errorBalance(balance, currency)}
          <Announcer message={hasArrived && way.retry ? messages.errorToppedUp : ''} />
        </Part>
      )}
      <RetryActions
        error={refusal}
        way={isRetryOffered ? way : { ...way, retry: undefined }}
        isPrimary={hasArrived || !canTopUp}
        isCompact={isCompact}
      >
        {topUpUrl && !onTopUp ? (
          <Part
            part="topUp"
            as="a"
            href={topUpUrl}
            target="_blank"
            rel="noopener noreferrer"
            title={messages.errorNewTab}
            look={look}
            onClick={pay}
          >
            {messages.errorTopUp} <Icon name="external" />
          </Part>
        ) : (
          canTopUp && (
            <Part part="topUp" as="button" type="button" look={look} onClick={pay}>
              {messages.errorTopUp}
            </Part>
          )
        )}
      </RetryActions>
    </>
  )
}
