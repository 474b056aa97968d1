import type { CancelOutcome } from '../cancel-request.js'
import type { RetryOptions } from '../config.js'
import { ModelRunnerError } from '../errors/model-runner-error.js'
import type { Progress } from '../progress.js'
import { needsRead } from '../needs-read.js'
import type { LiveRequest } from '../store/live-requests.js'
import type { RunOptions, RunView } from './run.js'
import type { SubmittedRequest } from './submit-options.js'

/** One submit. Never changed: what becomes of it is the state's. */
export interface Job {
  readonly clientId: string
  readonly endpoint: string
  /** The input as it was given. */
  readonly variables: unknown
  /** What is sent: URLs in place of files. Undefined where it was too large to store: then it is not sent again. */
  readonly input: unknown
  readonly options: RunOptions
  /** `click`: by this page; `record`: before a reload; `tab`: by another tab while this page only shows the run. */
  readonly origin: 'click' | 'record' | 'tab'
  /** A POST may have reached the platform: ask before sending. */
  readonly isSent: boolean
  /** When it began, ms since the epoch. */
  readonly at: number
  /** The same moment on the monotonic clock, ms. */
  readonly startedAt: number
  /** Tells its input apart, where it is stored. */
  readonly digest?: string
  /** The client id of the run that was shown before: it is over, whatever became of it. */
  readonly replaces?: string
}

/** Where a run is. */
export type RunState =
  | { readonly at: 'idle' }
  | { readonly at: 'uploading'; readonly job: Job; readonly progress?: Progress }
  /** Waits for its turn among the tabs that share the run. */
  | { readonly at: 'waiting'; readonly job: Job }
  | Sending
  /** Refused with 429, which means not queued: sent again after a pause. */
  | { readonly at: 'resting'; readonly job: Job; readonly error: ModelRunnerError; readonly tries: number }
  | Looking
  | Accepted
  | {
      readonly at: 'failed'
      readonly job: Job
      readonly error: ModelRunnerError
      readonly isNotified?: boolean
    }

interface Sending {
  readonly at: 'sending'
  readonly job: Job
  /** POSTs so far that were refused with 429. */
  readonly tries: number
  /** Times the platform was asked and did not have it. */
  readonly absences: number
  /** This POST was handed to `fetch`: its fate is unknown until it is answered. */
  readonly isHandedOver: boolean
  /** What was asked for meanwhile: then it is not sent again. */
  readonly unwanted?: 'cancel' | 'reset'
}

/** The platform is asked for the client id. A job that was not sent is only asked for to see whether the network works. */
interface Looking {
  readonly at: 'looking'
  readonly job: Job
  readonly absences: number
  readonly lost?: ModelRunnerError
  readonly maySend: boolean
}

interface Accepted {
  readonly at: 'accepted'
  readonly job: Job
  readonly submitted: SubmittedRequest
  /** Another tab had the answer, and told of it there. */
  readonly isAdopted: boolean
  readonly live?: LiveRequest
  /** The one read of the output, or of the reason of a failure, where the item does not hold it. */
  readonly read: 'none' | 'reading' | 'done' | 'failed'
  readonly output?: unknown
  readonly readError?: ModelRunnerError
  readonly cancelOutcome?: CancelOutcome
  readonly cancelError?: ModelRunnerError
  /** On the monotonic clock, ms. */
  readonly endedAt?: number
  readonly isNotified?: boolean
}

/** What to do when a run's turn has come. */
export type Decision =
  | { readonly do: 'send' }
  /** Ask for the client id first; `maySend` where nobody else may be about to send it. */
  | { readonly do: 'look'; readonly job?: Job; readonly maySend: boolean }
  /** Another tab has the platform's answer. */
  | { readonly do: 'adopt'; readonly job?: Job; readonly submitted: SubmittedRequest }
  /** Refused or reset elsewhere. */
  | { readonly do: 'abandon' }

export type RunEvent =
  | {
      readonly type: 'start'
      readonly job: Job
      readonly hasFiles?: boolean
      /** What is wrong with the input, so that nothing is sent. */
      readonly refusal?: ModelRunnerError
      /** The platform has it already. */
      readonly submitted?: SubmittedRequest
    }
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'uploaded'; readonly input: unknown }
  | { readonly type: 'turn'; readonly decision: Decision }
  | { readonly type: 'handedOver'; readonly at: number; readonly now: number }
  | { readonly type: 'accepted' | 'found'; readonly submitted: SubmittedRequest }
  /** What was under way ended without an answer that accepts it. */
  | { readonly type: 'failed'; readonly error: ModelRunnerError }
  | { readonly type: 'absent' }
  | { readonly type: 'unknown'; readonly error?: ModelRunnerError }
  | { readonly type: 'rested' | 'retry' | 'cancel' | 'abort' | 'reset' | 'readAgain' | 'notified' }
  | { readonly type: 'live'; readonly live: LiveRequest; readonly now: number }
  | { readonly type: 'read'; readonly output: unknown }
  | { readonly type: 'unread'; readonly error: ModelRunnerError }
  | { readonly type: 'cancelled'; readonly outcome: CancelOutcome }
  | { readonly type: 'notCancelled'; readonly error: ModelRunnerError }

/** What the runner has to do; what it needs for that is in the state. */
export type Effect =
  | 'upload'
  | 'enter'
  | 'save'
  | 'send'
  | 'rest'
  | 'look'
  /** Break off what is under way. */
  | 'abort'
  /** The submit is over: answer its promise, tell `onSubmitted` or `onError`. */
  | 'settle'
  | 'forget'
  | 'resubmit'
  | 'read'
  | 'readLater'
  | 'refresh'
  | 'cancel'
  /** Tell `onSucceeded` or `onFailed`. */
  | 'notify'

export type Step = readonly [state: RunState, ...effects: Effect[]]

/** After so many absences in a row it is not sent again: once sent, looked for, sent once more, looked for. */
const MAX_ABSENCES = 2

/** The whole life of a run: what an event makes of it, and what has to be done. Events that do not fit change nothing. */
export function reduce(
  state: RunState,
  event: RunEvent,
  retry: Pick<RetryOptions, 'attempts' | 'maxMs'>,
): Step {
  if (event.type === 'start') {
    const { job, hasFiles, refusal, submitted } = event
    if (refusal) return fail(job, refusal)
    if (submitted) return accept(job, submitted, true)
    return hasFiles ? [{ at: 'uploading', job }, 'upload'] : [{ at: 'waiting', job }, 'enter']
  }
  switch (state.at) {
    case 'idle':
      return [state]
    case 'uploading':
      if (event.type === 'progress') return [{ ...state, progress: event.progress }]
      if (event.type === 'uploaded')
        return [{ at: 'waiting', job: { ...state.job, input: event.input } }, 'enter']
      return beforeSending(state, event)
    case 'waiting':
      return event.type === 'turn' ? afterTurn(state.job, event.decision) : beforeSending(state, event)
    case 'resting':
      if (event.type === 'rested') return [sending(state.job, 0, state.tries), 'send']
      return beforeSending(state, event)
    case 'sending':
      return whileSending(state, event, retry)
    case 'looking':
      return whileLooking(state, event)
    case 'accepted':
      return afterAccepted(state, event)
    case 'failed':
      // Another tab may have found what this one could not.
      if (event.type === 'found') return accept(state.job, event.submitted, true)
      if (event.type === 'notified') return [{ ...state, isNotified: true }]
      if (event.type === 'reset') return [IDLE, 'forget']
      if (event.type !== 'retry') return [state]
      return state.error.maybeSubmitted
        ? [{ at: 'waiting', job: { ...state.job, origin: 'click', isSent: true } }, 'enter']
        : [state, 'resubmit']
    default:
      return state satisfies never
  }
}

const IDLE: RunState = { at: 'idle' }

/** Nothing was handed over: whatever ends it now costs nothing. */
function beforeSending(state: RunState & { job: Job }, event: RunEvent): Step {
  if (event.type === 'failed') return fail(state.job, event.error)
  if (event.type === 'reset') return [IDLE, 'abort', 'forget', 'settle']
  return event.type === 'abort' || event.type === 'cancel' ? [state, 'abort'] : [state]
}

function afterTurn(job: Job, decision: Decision): Step {
  if (decision.do === 'send') return [sending(job, 0), 'save', 'send']
  if (decision.do === 'abandon') return [IDLE, 'settle']
  const next = decision.job ?? job
  if (decision.do === 'adopt') return accept(next, decision.submitted, true)
  // Without its input it can be looked for, but not sent.
  const maySend = decision.maySend && next.input !== undefined
  const looking: RunState = { at: 'looking', job: next, absences: 0, maySend }
  // What another page stored says as much, and perhaps more by now.
  return next.origin === 'click' ? [looking, 'save', 'look'] : [looking, 'look']
}

function whileSending(
  state: Sending,
  event: RunEvent,
  retry: Pick<RetryOptions, 'attempts' | 'maxMs'>,
): Step {
  const { job, absences } = state
  switch (event.type) {
    case 'handedOver': {
      const { at, now } = event
      // A second POST does not begin the run anew.
      const handed = job.isSent ? job : { ...job, isSent: true, at, startedAt: now }
      return [{ ...state, job: handed, isHandedOver: true }, 'save']
    }
    case 'accepted': {
      const [accepted, ...effects] = accept(job, event.submitted)
      // Of a run that was reset nobody wants to know the end.
      return [state.unwanted === 'reset' ? { ...accepted, isNotified: true } : accepted, ...effects]
    }
    case 'failed':
      break
    case 'abort':
      return [state, 'abort']
    case 'cancel':
    case 'reset': {
      // Cutting it off would leave its fate unknown; what was not handed over yet can be stopped.
      const effects: Effect[] = state.isHandedOver ? [] : ['abort']
      if (event.type === 'reset') effects.push('forget')
      return [{ ...state, unwanted: event.type }, ...effects]
    }
    default:
      return [state]
  }
  const { error } = event
  // Stopped before it left; an earlier POST of it may be at the platform.
  if (!state.isHandedOver) return fail(job, job.isSent ? lostError(error) : error)
  const tries = state.tries + 1
  if (error.kind === 'rate-limited') {
    const isShort = (error.retryAfterMs ?? 0) <= retry.maxMs
    if (state.unwanted || tries >= retry.attempts || !isShort) return fail(job, error)
    // Refused is not sent.
    return [{ at: 'resting', job: { ...job, isSent: absences > 0 }, error, tries }, 'save', 'rest']
  }
  if (!isAmbiguous(error)) return fail(job, error)
  if (state.unwanted || error.kind === 'aborted' || job.options.exactlyOnce === false)
    return fail(job, lostError(error))
  const maySend = absences + 1 < MAX_ABSENCES && job.input !== undefined
  return [{ at: 'looking', job, absences, lost: error, maySend }, 'look']
}

function whileLooking(state: Looking, event: RunEvent): Step {
  const { job, lost } = state
  const absences = state.absences + 1
  switch (event.type) {
    case 'found':
      return accept(job, event.submitted)
    case 'absent':
      if (state.maySend) return [sending(job, job.isSent ? absences : 0), 'save', 'send']
      if (job.origin === 'tab') return [IDLE, 'settle']
      // The platform itself answered that it failed, and does not have it: no doubt is left.
      return fail(job, lost?.kind === 'server' ? lost : lostError(lost ?? unanswered(ABSENT)))
    case 'unknown': {
      if (job.origin === 'tab') return [IDLE, 'settle']
      const error = lost ?? event.error ?? unanswered(UNASKED)
      return fail(job, job.isSent ? lostError(error) : error)
    }
    case 'failed':
      return fail(job, job.isSent ? lostError(event.error) : event.error)
    case 'abort':
      return [state, 'abort']
    case 'cancel':
      // It is still looked for, to be cancelled there.
      return job.isSent ? [{ ...state, maySend: false }] : [state, 'abort']
    case 'reset':
      return [IDLE, 'abort', 'forget', 'settle']
    default:
      return [state]
  }
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
  if (live === state.live) return [state]
  const isOver = live.outcome !== 'pending'
  const endedAt = state.endedAt ?? (isOver ? endOf(state, live, now) : undefined)
  const next: Accepted = { ...state, live, endedAt }
  if (!isOver) return [next]
  if (!needsRead(live))
    return finish(state.readError ? { ...next, read: 'done', readError: undefined } : next)
  return state.read === 'none' ? [{ ...next, read: 'reading' }, 'read'] : finish(next)
}

/** The end is told once all that belongs to it, output or reason, is there. */
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

function sending(job: Job, absences: number, tries = 0): Sending {
  return { at: 'sending', job, tries, absences, isHandedOver: false }
}

function accept(job: Job, submitted: SubmittedRequest, isAdopted = false): [Accepted, ...Effect[]] {
  const accepted: Accepted = { at: 'accepted', job, submitted, isAdopted, read: 'none' }
  return isAdopted ? [accepted, 'settle'] : [accepted, 'save', 'settle']
}

/** What may be at the platform stays on record: a reload looks again. */
function fail(job: Job, error: ModelRunnerError): Step {
  const failed: RunState = { at: 'failed', job, error }
  return error.maybeSubmitted ? [failed, 'settle', 'notify'] : [failed, 'forget', 'settle', 'notify']
}

/** No answer, or none that says whether the platform has the request. */
function isAmbiguous({ kind, status = 200 }: ModelRunnerError): boolean {
  if (kind === 'proxy') return status < 400
  return ['network', 'timeout', 'server', 'unexpected-response', 'aborted'].includes(kind)
}

/** The same error of a submit that may have arrived. */
function lostError(error: ModelRunnerError): ModelRunnerError {
  const { message, cause } = error
  return new ModelRunnerError({ ...error, message, cause, maybeSubmitted: true, billed: 'unknown' })
}

const ABSENT = 'the platform does not have the request so far. A retry looks once more before it sends'
const UNASKED = 'the platform could not be asked whether it has the request'

function unanswered(finding: string): ModelRunnerError {
  return new ModelRunnerError({ kind: 'network', message: `The submit got no answer, and ${finding}.` })
}

/** Whether a submit is under way. */
export function isBusy({ at }: RunState): boolean {
  return at !== 'idle' && at !== 'accepted' && at !== 'failed'
}

/** Whether all is known of how it ended. */
export function isEnded(state: RunState): boolean {
  return state.at === 'failed' || (state.at === 'accepted' && !state.readError && isFinal(state))
}

/** What is shown of a state. */
export function viewOf(state: RunState): RunView {
  if (state.at === 'idle') return { phase: 'idle' }
  const { clientId, variables } = state.job
  if (state.at === 'failed') return { phase: 'failed', clientId, variables, error: state.error }
  if (state.at === 'uploading')
    return { phase: 'uploading', clientId, variables, uploadProgress: state.progress }
  if (state.at !== 'accepted') return { phase: 'submitting', clientId, variables }
  const { submitted, live, output, readError, cancelError, cancelOutcome, job, endedAt } = state
  const outcome = live?.outcome ?? 'pending'
  const isOver = outcome !== 'pending' && (readError !== undefined || isFinal(state))
  const isThere = isOver && outcome === 'succeeded' && !live?.request?.payloadsPurgedAt
  return {
    phase: isOver ? outcome : live?.status && live.status !== 'IN_QUEUE' ? 'running' : 'queued',
    clientId: submitted.clientId,
    variables,
    submitted,
    requestId: submitted.requestId,
    request: live?.request,
    output: isThere ? (live?.request?.output ?? output ?? undefined) : undefined,
    error: isOver ? (readError ?? live?.error) : (live?.error ?? cancelError),
    cancelOutcome,
    startedAt: job.startedAt,
    endedAt,
  }
}
