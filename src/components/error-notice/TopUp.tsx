import { useState } from 'react'
import type { ModelRunnerError } from '../../client/errors/model-runner-error.js'
import { enError } from '../../messages/english/en-error.js'
import { createChunk, useChunk } from '../internal/chunk.js'
import { Icon } from '../internal/Icon.js'
import * as commonIcons from '../internal/icons/common-icons.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import type { BalanceUpdate } from './BalanceLine.js'
import { Part } from './parts.js'
import { RetryActions } from './RetryActions.js'
import type { Retry } from './use-retry.js'

/** Few notices are about money. */
const balanceChunk = createChunk(() => import('./BalanceLine.js'))

const NOTHING_NEW: BalanceUpdate = { hasArrived: false, isUnreadable: false }

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
  const line = useChunk(balanceChunk)
  const [{ hasArrived, isUnreadable }, setUpdate] = useState<BalanceUpdate>(NOTHING_NEW)
  const [wentFor, setWentFor] = useState<ModelRunnerError>()

  const canTopUp = Boolean(topUpUrl || onTopUp)
  const isRetryOffered =
    !canTopUp || hasArrived || wentFor === refusal || isUnreadable || line.state === 'failed'
  const look = `button ${hasArrived ? '' : 'primary'} ${isCompact ? 'small' : ''}`
  const pay = () => {
    setWentFor(refusal)
    onTopUp?.()
  }

  return (
    <>
      {line.state === 'ready' && (
        <line.value.BalanceLine canRetry={way.retry !== undefined} onUpdate={setUpdate} />
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
            {messages.errorTopUp} <Icon path={commonIcons.external} />
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
