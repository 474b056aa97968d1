import { ModelRunnerError } from '../errors/model-runner-error.js'
import type {
  Accepted,
  Decision,
  Effect,
  Job,
  Recovering,
  RunEvent,
  RunState,
  Sending,
  Step,
  Waiting,
} from './run-state.js'
import type { RunView } from './run.js'
import type { SubmittedRequest } from './submit-options.js'

/**
 * The life of a submit, from the click to its answer: what an event makes of a state, and what has to be done. Events that do
 * not fit change nothing. What follows an answer is in `reduce-outcome`.
 */
export function reduceSubmit(state: RunState, event: RunEvent): Step {
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
      return whileWaiting(state, event)
    case 'sending':
      return whileSending(state, event)
    case 'recovering':
      return whileRecovering(state, event)
    case 'accepted':
      return event.type === 'reset' ? [IDLE, 'forget'] : [state]
    case 'failed':
      // Another tab may have found what this one could not.
      if (event.type === 'found') return accept(state.job, event.submitted, true)
      if (event.type === 'notified') return [{ ...state, isNotified: true }]
      if (event.type === 'notNotified') return [{ ...state, isNotified: false }]
      if (event.type === 'reset') return [IDLE, 'forget']
      if (event.type !== 'retry') return [state]
      return state.error.maybeSubmitted
        ? [{ at: 'waiting', job: { ...state.job, origin: 'click', isSent: true } }, 'enter']
        : [state, 'resubmit']
    default:
      return state satisfies never
  }
}

export const IDLE: RunState = { at: 'idle' }

/** Nothing is on its way: it can be stopped at once. */
function beforeSending(state: RunState & { job: Job }, event: RunEvent): Step {
  if (event.type === 'failed') return giveUp(state.job, event.error)
  if (event.type === 'reset') return [IDLE, 'abort', 'forget', 'settle']
  return event.type === 'abort' || event.type === 'cancel' ? [state, 'abort'] : [state]
}

function whileWaiting(state: Waiting, event: RunEvent): Step {
  const { job, isCancelled } = state
  if (event.type === 'turn') return afterTurn(job, event.decision)
  // The tab whose turn it is may hang: what is to be cancelled does not wait for it.
  if (event.type === 'cancel' && job.isSent) return [{ ...state, isCancelled: true }, 'abort']
  if (event.type === 'failed' && isCancelled) return [recovering(job, false), 'recover']
  return beforeSending(state, event)
}

function afterTurn(job: Job, decision: Decision): Step {
  if (decision.do === 'send') return [sending(job, 0), 'save', 'send']
  if (decision.do === 'abandon') return [IDLE, 'settle']
  const next = decision.job ?? job
  if (decision.do === 'adopt') return accept(next, decision.submitted, true)
  const looking = recovering(next, decision.maySend)
  // What another page stored says as much, and perhaps more by now.
  return next.origin === 'click' ? [looking, 'save', 'recover'] : [looking, 'recover']
}

function whileSending(state: Sending, event: RunEvent): Step {
  const { job } = state
  switch (event.type) {
    case 'handedOver': {
      const { at, now } = event
      // A second POST does not restart the run.
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
  const again: Recovering = { ...state, at: 'recovering', error, maySend: true }
  // Refused is not sent.
  if (error.kind === 'rate-limited' && !state.unwanted)
    return [{ ...again, job: { ...job, isSent: state.absences > 0 } }, 'save', 'recover']
  if (!isAmbiguous(error)) return fail(job, error)
  return state.unwanted || error.kind === 'aborted' || job.options.exactlyOnce === false
    ? fail(job, lostError(error))
    : [again, 'recover']
}

function whileRecovering(state: Recovering, event: RunEvent): Step {
  const { job, error } = state
  switch (event.type) {
    case 'found':
      return accept(job, event.submitted)
    case 'again':
      return [sending(job, event.absences, event.tries), 'save', 'send']
    case 'givenUp':
      return fail(job, event.error)
    case 'gone':
      return [IDLE, 'settle']
    case 'notLoaded':
      return giveUp(
        job,
        error ?? new ModelRunnerError({ kind: 'network', message: 'The submit got no answer.' }),
      )
    case 'cancel':
      // It is still looked for, to be cancelled there.
      return job.isSent ? [{ ...state, maySend: false }] : [state, 'abort']
    default:
      return beforeSending(state, event)
  }
}

function recovering(job: Job, maySend: boolean): Recovering {
  return { at: 'recovering', job, tries: 0, absences: 0, maySend }
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

/** What ended here is no end of another tab's run, whose record is that tab's. Of what was sent before the fate is unknown. */
function giveUp(job: Job, error: ModelRunnerError): Step {
  if (job.origin === 'tab') return [IDLE, 'settle']
  return fail(job, job.isSent ? lostError(error) : error)
}

/** No answer, or none that says whether the platform has the request. */
function isAmbiguous({ kind, status = 200 }: ModelRunnerError): boolean {
  if (kind === 'proxy') return status < 400
  return ['network', 'timeout', 'server', 'unexpected-response', 'aborted'].includes(kind)
}

/** The same error of a submit that may have arrived. */
export function lostError(error: ModelRunnerError): ModelRunnerError {
  const { message, cause } = error
  return new ModelRunnerError({ ...error, message, cause, maybeSubmitted: true, billed: 'unknown' })
}

/** Whether a submit is under way. */
export function isBusy({ at }: RunState): boolean {
  return at !== 'idle' && at !== 'accepted' && at !== 'failed'
}

/** What is shown of a submit. */
export function viewOfSubmit(state: RunState): RunView {
  if (state.at === 'idle') return { phase: 'idle' }
  const { clientId, variables } = state.job
  if (state.at === 'failed') return { phase: 'failed', clientId, variables, error: state.error }
  if (state.at === 'uploading')
    return { phase: 'uploading', clientId, variables, uploadProgress: state.progress }
  if (state.at !== 'accepted') return { phase: 'submitting', clientId, variables }
  const { submitted } = state
  return {
    phase: 'queued',
    clientId: submitted.clientId,
    variables,
    submitted,
    requestId: submitted.requestId,
  }
}
