import { type ReactNode, useRef, useState } from 'react'
import type { ModelRunnerError } from '../../client/errors/model-runner-error.js'
import type { ErrorMessages } from '../../messages/areas/error-messages.js'
import { enError } from '../../messages/english/en-error.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { Part } from './parts.js'
import type { Retry } from './use-retry.js'
import { createChunk, useChunk } from '../internal/chunk.js'
import { Icon } from '../internal/Icon.js'
import * as commonIcons from '../internal/icons/common-icons.js'
import type { BalanceUpdate } from './BalanceLine.js'

interface RetryActionsProps {
  error: ModelRunnerError
  way: Retry
  /** The one thing to do next. */
  isPrimary?: boolean
  isCompact: boolean
  /** Stands before the retry. */
  children?: ReactNode
}

/** The buttons of the way on. The retry stays where it is while its words change, so that focus stays in it. */
export function RetryActions({ error, way, isPrimary = false, isCompact, children }: RetryActionsProps) {
  const messages = useAreaMessages(enError)
  const button = useRef<HTMLButtonElement>(null)
  const { retry, stop, state, secondsLeft } = way
  if (!retry && !children) return null
  const size = isCompact ? 'small' : ''

  return (
    <Part part="actions" look="row">
      {children}
      {retry && (
        <Part
          part="retry"
          as="button"
          type="button"
          look={`button ${isPrimary ? 'primary' : ''} ${state === 'retrying' ? 'busy' : ''} ${size}`}
          state={state}
          ref={button}
          aria-disabled={state === 'retrying' || undefined}
          onClick={retry}
        >
          {labelOf(error, state, messages)}
        </Part>
      )}
      {state === 'waiting' && (
        <Part
          part="stop"
          as="button"
          type="button"
          look={`button quiet ${size}`}
          onClick={() => {
            // This button goes away; the one beside it stays.
            button.current?.focus()
            stop()
          }}
        >
          {messages.errorStop}
        </Part>
      )}
      {secondsLeft !== undefined && state === 'waiting' && (
        // Counts in silence: the text already said that it goes on by itself.
        <Part part="countdown" as="p" look="hint" role="timer" aria-live="off">
          {messages.errorCountdown(secondsLeft)}
        </Part>
      )}
    </Part>
  )
}

function labelOf(error: ModelRunnerError, state: Retry['state'], messages: ErrorMessages): string {
  if (state === 'retrying') return messages.errorRetrying
  if (error.maybeSubmitted) return messages.errorRunAnyway
  return state === 'waiting' ? messages.errorRetryNow : messages.errorRetry
}

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
