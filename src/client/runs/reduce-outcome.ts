import { needsRead } from '../live/read-result.js'
import type { LiveRequest } from '../store/live-requests.js'
import { IDLE, reduceSubmit, viewOfSubmit } from './reduce-submit.js'
import type { Accepted, RunEvent, RunState, Step } from './run-state.js'
import type { RunView } from './run.js'

/** The whole life of a run, from the click to its outcome. */
export function reduce(state: RunState, event: RunEvent): Step {
  return state.at === 'accepted' && event.type !== 'start'
    ? afterAccepted(state, event)
    : reduceSubmit(state, event)
}

function afterAccepted(state: Accepted, event: RunEvent): Step {
  const { live } = state
  switch (event.type) {
    case 'live':
      return withLive(state, event.live, event.now)
    case 'read':
      return finish({ ...state, read: 'done', output: event.output, readError: undefined })
    case 'unread':
      return [{ ...state, read: 'failed', readError: event.error }, 'readLater']
    case 'readAgain':
      return state.read === 'failed' ? [{ ...state, read: 'reading' }, 'read'] : [state]
    case 'cancel':
      return [{ ...state, cancelError: undefined }]
    case 'cancelled':
      return [{ ...state, cancelOutcome: event.outcome }]
    case 'notCancelled':
      return [{ ...state, cancelError: event.error }]
    case 'notified':
      return [{ ...state, isNotified: true }]
    case 'notNotified':
      return [{ ...state, isNotified: false }]
    case 'reset':
      return [IDLE, 'forget']
    case 'retry':
      if (live?.outcome === 'failed') return [state, 'resubmit']
      if (state.readError) return [{ ...state, read: 'reading' }, 'read']
      if (live?.outcome !== undefined && live.outcome !== 'pending') return [state]
      if (state.cancelError) return [state, 'cancel']
      return live?.error ? [state, 'refresh'] : [state]
    default:
      return [state]
  }
}

function withLive(state: Accepted, live: LiveRequest, now: number): Step {
  const known = state.live?.outcome ?? 'pending'
  // A known outcome is final, whatever is read of the request later.
  if (live === state.live || (known !== 'pending' && live.outcome !== known)) return [state]
  const isOver = live.outcome !== 'pending'
  const endedAt = state.endedAt ?? (isOver ? endOf(state, live, now) : undefined)
  const next: Accepted = { ...state, live, endedAt }
  if (!isOver) return [next]
  if (!needsRead(live))
    return finish(state.readError ? { ...next, read: 'done', readError: undefined } : next)
  return state.read === 'none' ? [{ ...next, read: 'reading' }, 'read'] : finish(next)
}

/** The end is reported once all that belongs to it, output or reason, is there. */
function finish(state: Accepted): Step {
  return state.isNotified || state.readError || !isFinal(state) ? [state] : [state, 'notify']
}

function isFinal({ live, read }: Accepted): boolean {
  return live !== undefined && live.outcome !== 'pending' && (read !== 'reading' || !needsRead(live))
}

/** On this machine's clock where the end was seen; how long an earlier end took only the platform knows. */
function endOf(
  { job, live: before }: Accepted,
  { submittedAt, finishedAt }: LiveRequest,
  now: number,
): number {
  const wasSeen = job.origin === 'click' || before?.status !== undefined
  if (wasSeen || submittedAt === undefined || finishedAt === undefined) return now
  return job.startedAt + Math.max(0, finishedAt - submittedAt)
}

/** Whether all is known of how it ended. */
export function isEnded(state: RunState): boolean {
  return state.at === 'failed' || (state.at === 'accepted' && !state.readError && isFinal(state))
}

/** What is shown of a run. */
export function viewOf(state: RunState): RunView {
  const view = viewOfSubmit(state)
  if (state.at !== 'accepted') return view
  const { live, output, readError, cancelError, cancelOutcome, job, endedAt } = state
  const outcome = live?.outcome ?? 'pending'
  const isOver = outcome !== 'pending' && (readError !== undefined || isFinal(state))
  const isThere = isOver && outcome === 'succeeded' && !live?.request?.payloadsPurgedAt
  return {
    ...view,
    phase: isOver ? outcome : live?.status && live.status !== 'IN_QUEUE' ? 'running' : 'queued',
    request: live?.request,
    output: isThere ? (live?.request?.output ?? output ?? undefined) : undefined,
    error: isOver ? (readError ?? live?.error) : (live?.error ?? cancelError),
    cancelOutcome,
    startedAt: job.startedAt,
    endedAt,
  }
}
