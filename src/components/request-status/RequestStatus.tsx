'use client'
import { forwardRef, useRef, useCallback, useState } from 'react'
import { useModelRunnerContext } from '../../context/use-model-runner-context.js'
import { useElapsed } from '../../hooks/use-elapsed.js'
import { useRequestStatus } from '../../hooks/useRequestStatus.js'
import { type Outcome, outcomeOf } from '../../hooks/request-outcome.js'
import { enStatus } from '../../messages/english/en-status.js'
import type { RequestItem, RequestState } from '../../protocol/request-item.js'
import type { ComponentOf, PropsOf } from '../internal/part-props.js'
import { isCharged } from '../internal/is-charged.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { useKeepFocus } from '../internal/use-keep-focus.js'
import type { StatusMessages } from '../../messages/areas/runner-messages.js'
import type { CancelOutcome } from '../../client/cancel-outcome.js'
import { createParts } from '../internal/create-parts.js'

export type StatusState =
  'unknown' | 'unreadable' | 'queued' | 'running' | 'settling' | 'succeeded' | 'failed' | 'cancelled'

/** Parts of `<RequestStatus>` and their states. */
export interface RequestStatusParts {
  root: StatusState
  /** The status text. */
  state: StatusState
  /** The elapsed time or the duration. */
  elapsed: never
  /** Cancels, or hides the progress of a run that cannot be cancelled. */
  cancel: 'cancel' | 'stop-watching' | 'cancelling'
  /** What cancelling does, and its outcome. */
  note: never
}

const { Root, Part } = createParts<RequestStatusParts>('request-status')

// From here on a wait is long enough to say that it may last.
const LONG_MS = 30_000
// Before, a run is likely over before anyone wants to stop it: no reason to speak of the bill.
const WARNING_MS = 10_000
const SECOND_MS = 1_000

const TONES: Record<StatusState, string> = {
  unknown: 'busy',
  unreadable: 'warning',
  queued: 'busy',
  running: 'busy accent',
  settling: 'busy accent',
  succeeded: 'success',
  failed: 'danger',
  cancelled: '',
}

/**
 * How a request stands, in words, for how long, and a way out of it. Follows the request live. A change of state is
 * announced; the passing seconds are not. Cancelling is offered as what it is: on a model endpoint a run cannot be stopped.
 *
 * @example
 * <RequestStatus requestId={requestId} onCancel={() => cancel(requestId)} />
 */
export const RequestStatus: ComponentOf<RequestStatusProps, 'div'> = forwardRef(
  function RequestStatus(props, ref) {
    const {
      requestId,
      request: given,
      onCancel,
      announce = true,
      expectedMs,
      progress,
      children,
      ...outer
    } = props
    const messages = useAreaMessages(enStatus)
    const { clock } = useModelRunnerContext().client.config
    const settled = given && outcomeOf(given) !== 'pending' ? given : undefined
    const live = useRequestStatus(settled ? undefined : (requestId ?? given?.id))
    const request = settled ?? live.request ?? given
    const outcome = settled ? outcomeOf(settled) : live.outcome
    const known = statusState(settled?.status ?? live.status ?? given?.status, outcome)
    const state = known === 'unknown' && live.error ? 'unreadable' : known

    const from = timeOf(live.submittedAt) ?? timeOf(request?.createdAt)
    const to = timeOf(live.finishedAt) ?? endOf(request, outcome)
    const isPending = outcome === undefined || outcome === 'pending'
    const elapsedMs = useElapsed(clock, from, isPending ? undefined : (to ?? from))
    const action = useCancelAction(requestId ?? given?.id, onCancel)
    // Absent means a model; only a deployment can be stopped.
    const canStop = request?.targetKind === 'deployment'
    const statusLine = statusText(state, messages)
    const note = noteOf()

    function noteOf(): string | undefined {
      if (state === 'cancelled' || state === 'failed')
        return isCharged(request) ? undefined : messages.statusNotCharged
      if (action.outcome === 'already-finished') return isPending ? undefined : messages.statusAlreadyFinished
      if (isPending && action.outcome === 'still-running') return messages.statusStillRunning
      if (isPending && onCancel && request && !canStop && (elapsedMs ?? 0) >= WARNING_MS)
        return messages.statusCannotStop
      return isPending && (elapsedMs ?? 0) >= LONG_MS ? messages.statusLong : undefined
    }

    return (
      <Root outer={outer} ref={ref} state={state} look="row bar">
        {children ? (
          children({ state, outcome, request, elapsedMs, canStop, cancel: action.run, note })
        ) : (
          <>
            {/* The words are the live region themselves; the seconds beside them are not in it. */}
            <Part
              part="state"
              as="span"
              role={announce ? 'status' : undefined}
              state={state}
              look={`badge ${TONES[state]}`}
            >
              {statusLine}
            </Part>
            {/* Not before it is known whether it can be stopped: a button must not change under the pointer. */}
            {onCancel && isPending && request && (
              <CancelButton
                isBusy={action.isBusy}
                canStop={canStop && action.outcome !== 'still-running'}
                onClick={action.run}
              />
            )}
            {elapsedMs !== undefined && (isPending || elapsedMs >= SECOND_MS) && (
              // A new element where what is before it changes its width: it appears again, and nothing moves.
              <Part key={`${state} ${request !== undefined}`} part="elapsed" as="span" look="hint">
                {isPending ? messages.statusElapsed(elapsedMs) : messages.statusTook(elapsedMs)}
                {isPending && expectedMs && ` · ${messages.runnerExpected(...expectedMs)}`}
                {isPending && progress && ` · ${progress}`}
              </Part>
            )}
            {note && (
              // How it ended is announced by whoever announces the state.
              <Part part="note" as="p" look="hint" role={announce || isPending ? 'status' : undefined}>
                {note}
              </Part>
            )}
          </>
        )}
      </Root>
    )
  },
)

function timeOf(date: Date | string | undefined): number | undefined {
  const ms = typeof date === 'string' ? Date.parse(date) : date?.getTime()
  return ms === undefined || Number.isNaN(ms) ? undefined : ms
}

/** An item does not say when it ended; its last change is when. */
function endOf(request: RequestItem | undefined, outcome: Outcome | undefined): number | undefined {
  return outcome === undefined || outcome === 'pending' ? undefined : timeOf(request?.updatedAt)
}

export interface RequestStatusBehaviour {
  state: StatusState
  outcome?: Outcome
  request?: RequestItem
  elapsedMs?: number
  /** False on model and wrapper endpoints: the run goes on and may be billed. */
  canStop: boolean
  /** Calls `onCancel`. */
  cancel: () => void
  /** What is to be said about cancelling, cost or a long wait. */
  note?: string
}

interface RequestStatusOwnProps {
  /** The request to follow. */
  requestId?: string
  /** An item that is there already; followed live while it has no outcome. */
  request?: RequestItem
  /**
   * The user wants out: cancel, or stop watching where the run cannot be stopped. Gives the button. A returned
   * outcome (as from `useCancel().cancel`) is put into words.
   */
  onCancel?: () => unknown
  /** Whether a change of state is announced to screen readers. @default true */
  announce?: boolean
  /** How long such runs usually take, ms: shown beside the time that has passed. */
  expectedMs?: readonly [from: number, to: number]
  /** How far the run has come, in words: shown beside the time, e.g. `Step 3 of 4`. */
  progress?: string
}

export type RequestStatusProps = PropsOf<
  'div',
  RequestStatusParts,
  RequestStatusBehaviour,
  RequestStatusOwnProps
>

interface CancelButtonProps {
  isBusy: boolean
  canStop: boolean
  onClick: () => void
}

/** Says what a click on it does: stop the run, or only stop watching it. */
function CancelButton({ isBusy, canStop, onClick }: CancelButtonProps) {
  const messages = useAreaMessages(enStatus)
  const button = useRef<HTMLButtonElement>(null)
  // It goes when the run ends, perhaps under the finger.
  useKeepFocus(button)
  return (
    <Part
      part="cancel"
      as="button"
      type="button"
      look="button small"
      ref={button}
      state={isBusy ? 'cancelling' : canStop ? 'cancel' : 'stop-watching'}
      aria-disabled={isBusy || undefined}
      onClick={() => !isBusy && onClick()}
    >
      {isBusy ? messages.statusCancelling : canStop ? messages.statusCancel : messages.statusStopWatching}
    </Part>
  )
}

/** The words for a state. */
function statusText(state: StatusState, messages: StatusMessages): string {
  switch (state) {
    case 'unknown':
      return messages.statusUnknown
    case 'unreadable':
      return messages.statusUnreadable
    case 'queued':
      return messages.statusQueued
    case 'running':
      return messages.statusRunning
    case 'settling':
      return messages.statusSettling
    case 'succeeded':
      return messages.statusSucceeded
    case 'failed':
      return messages.statusFailed
    case 'cancelled':
      return messages.statusCancelled
    default:
      return state satisfies never
  }
}

const OUTCOMES: readonly unknown[] = [
  'cancelled',
  'already-finished',
  'still-running',
] satisfies CancelOutcome[]

/** Runs the app's cancel and keeps what it came to, per request. Errors are the app's to show: its promise has them. */
function useCancelAction(requestId: string | undefined, onCancel: (() => unknown) | undefined) {
  const [state, setState] = useState<{ requestId?: string; isBusy: boolean; outcome?: CancelOutcome }>({
    isBusy: false,
  })
  const run = useCallback(async () => {
    setState({ requestId, isBusy: true })
    let outcome: unknown
    try {
      outcome = await onCancel?.()
    } catch {
      // Rejected: nothing was cancelled, and the hook whose promise this is holds the error.
    }
    setState({ requestId, isBusy: false, outcome: isCancelOutcome(outcome) ? outcome : undefined })
  }, [requestId, onCancel])
  const isOfThis = state.requestId === requestId
  return {
    run: () => void run(),
    isBusy: isOfThis && state.isBusy,
    outcome: isOfThis ? state.outcome : undefined,
  }
}

function isCancelOutcome(value: unknown): value is CancelOutcome {
  return OUTCOMES.includes(value)
}

/** One state out of status and outcome. `settling`: done, but whether it counts is not known yet. */
function statusState(status: RequestState | undefined, outcome: Outcome | undefined): StatusState {
  if (outcome && outcome !== 'pending') return outcome
  switch (status) {
    case undefined:
      return 'unknown'
    case 'IN_PROGRESS':
      return 'running'
    case 'COMPLETED':
      return 'settling'
    default:
      return 'queued'
  }
}
