import { createStore } from 'zustand/vanilla'
import type { QueueEnvelope } from '../../protocol/queue-envelope.js'
import { callApp } from '../call-app.js'
import { cancelRequest, type CancelOutcome } from '../cancel-request.js'
import { errorFromException } from '../errors/from-exception.js'
import type { ModelRunnerError } from '../errors/model-runner-error.js'
import type { ModelRunnerClient } from '../model-runner-client.js'
import type { LiveRequest } from '../store/live-requests.js'
import { backoff, wait } from '../../shared/retry.js'
import { orAbort } from '../../shared/abort.js'
import type { RunRecords, Turned } from './run-records.js'
import {
  type Decision,
  type Effect,
  isBusy,
  isEnded,
  type Job,
  reduce,
  type RunEvent,
  type RunState,
  viewOf,
} from './run-state.js'
import type { Run, RunOptions, RunView } from './run.js'
import { buildSubmit, checkInput, makeClientId } from './submit-call.js'
import type { RunCallbacks, SubmittedRequest } from './submit-options.js'

/** Loaded separately, soon after the start: only a lost answer needs it. */
export const loadRecovery = () => import('./recover.js')

/** What only some runs need. */
export interface RunPorts {
  /** Reads what the item of an ended request does not hold. Without it a run is not followed beyond its submit. */
  read?: (client: ModelRunnerClient, live: LiveRequest, endpoint: string) => Promise<unknown>
  /** Where the run is stored so that reloads and other tabs find it. */
  records?: () => RunRecords | Promise<RunRecords>
}

/** One submit and what became of it. */
interface Attempt {
  state: RunState
  /** What is submitted, also after a reset. */
  job: Job
  abort: AbortController
  /** The submit's answer; a retry has one of its own. */
  answer: Promise<SubmittedRequest>
  /** Answers it, where it is not answered yet. */
  settle?: { resolve(submitted: SubmittedRequest): void; reject(error: ModelRunnerError): void }
  /** Lets go of what the submit needs: its turn among the tabs, the stream. */
  releases: (() => void)[]
  stopFollowing?: () => void
  stopWaiting?: () => void
  readFailures: number
}

/** Performs what `reduce` asks for. Each submit has a state of its own; the newest is shown. */
export function createRun(client: ModelRunnerClient, endpoint: string, ports: RunPorts = {}): Run {
  const { config, requests, tracker } = client
  const { clock, retry } = config
  const store = createStore<RunView>(() => ({ phase: 'idle' }))
  const attempts = new Set<Attempt>()
  const holders = new Set<() => RunCallbacks>()
  let current: Attempt | undefined
  let records: RunRecords | undefined

  function begin(start: RunEvent & { type: 'start' }): Attempt {
    const attempt: Attempt = {
      state: { at: 'idle' },
      job: start.job,
      abort: new AbortController(),
      answer: NEVER,
      releases: [],
      readFailures: 0,
    }
    renew(attempt)
    attempts.add((current = attempt))
    dispatch(attempt, start)
    return attempt
  }

  function renew(attempt: Attempt) {
    attempt.answer = new Promise((resolve, reject) => (attempt.settle = { resolve, reject }))
    // Its error is in the state.
    attempt.answer.catch(() => {})
  }

  function dispatch(attempt: Attempt, event: RunEvent) {
    if (!attempts.has(attempt)) return
    const [state, ...effects] = reduce(attempt.state, event, retry)
    attempt.state = state
    if (state.at !== 'idle') attempt.job = state.job
    if (attempt === current) show()
    for (const effect of effects) perform[effect](attempt)
    follow(attempt)
  }

  const show = () => store.setState(viewOf(current?.state ?? { at: 'idle' }), true)

  const fail = (attempt: Attempt) => (cause: unknown) =>
    dispatch(attempt, {
      type: 'failed',
      error: errorFromException(cause, { aborted: attempt.abort.signal.aborted }),
    })

  const perform: Record<Effect, (attempt: Attempt) => void> = {
    upload(attempt) {
      const { input, options } = attempt.job
      client
        .uploadFiles(input, {
          signal: attempt.abort.signal,
          lifecycle: options.lifecycle,
          onProgress: (progress) => dispatch(attempt, { type: 'progress', progress }),
        })
        .then((uploaded) => dispatch(attempt, { type: 'uploaded', input: uploaded }), fail(attempt))
    },
    enter(attempt) {
      if (attempt.abort.signal.aborted) attempt.abort = new AbortController()
      if (!attempt.settle) renew(attempt)
      const job = attempt.job
      const turn = (decision: Decision) => {
        // Opened now, so that the first update is not missed while the answer is on its way.
        attempt.releases.push(requests.expect(), tracker.hold())
        // `onLine` may be wrong either way: a read shows whether the network works before anything that costs is sent.
        const isDoubtful = decision.do === 'send' && globalThis.navigator?.onLine === false
        dispatch(attempt, { type: 'turn', decision: isDoubtful ? { do: 'look', maySend: true } : decision })
      }
      if (!ports.records) return turn(job.isSent ? { do: 'look', maySend: true } : { do: 'send' })
      const taken = ({ decision, leave }: Turned) => {
        attempt.releases.push(leave)
        if (!attempt.abort.signal.aborted) return turn(decision)
        release(attempt)
        fail(attempt)(undefined)
      }
      const enterWith = (opened: RunRecords) => {
        records = opened
        return whenThere(opened.turn(job, attempt.abort.signal), taken)
      }
      whenThere(ports.records(), enterWith)?.catch(fail(attempt))
    },
    send(attempt) {
      post(attempt).catch(fail(attempt))
    },
    look(attempt) {
      const { signal } = attempt.abort
      const found = loadRecovery().then(({ lookUp }) => lookUp(client, attempt.job, signal))
      orAbort(found, signal).then(
        (event) => dispatch(attempt, event),
        (cause: unknown) => (signal.aborted ? fail(attempt)(cause) : dispatch(attempt, { type: 'unknown' })),
      )
    },
    rest(attempt) {
      const { state, abort } = attempt
      if (state.at !== 'resting') return
      const ms = state.error.retryAfterMs ?? backoff(state.tries, retry, clock.random())
      void wait(ms, clock, abort.signal).then(() =>
        abort.signal.aborted ? fail(attempt)(undefined) : dispatch(attempt, { type: 'rested' }),
      )
    },
    abort: ({ abort }) => abort.abort(),
    save(attempt) {
      const { state } = attempt
      if (attempt === current && state.at !== 'idle')
        records?.save(attempt.job, state.at === 'accepted' ? state.submitted : undefined)
    },
    forget(attempt) {
      if (attempt === current) records?.forget(attempt.job)
    },
    settle(attempt) {
      release(attempt)
      const { state, settle } = attempt
      attempt.settle = undefined
      if (state.at === 'accepted') {
        settle?.resolve(state.submitted)
        if (!state.isAdopted) tell(attempt, 'onSubmitted', state.submitted)
      } else {
        const error = state.at === 'failed' ? state.error : errorFromException(undefined, { aborted: true })
        settle?.reject(error)
        if (error.kind !== 'aborted') client.report(error)
        if (state.at === 'failed') tell(attempt, 'onError', error)
      }
    },
    resubmit(attempt) {
      const { variables, options } = attempt.job
      // Too large to be stored, it did not survive the reload.
      if (variables !== undefined) submit(variables, options).catch(() => {})
    },
    read(attempt) {
      const { state } = attempt
      if (state.at !== 'accepted' || !state.live || !ports.read) return
      attempt.stopWaiting?.()
      ports.read(client, state.live, state.submitted.endpoint).then(
        (output) => dispatch(attempt, { type: 'read', output }),
        (cause: unknown) => {
          const error = errorFromException(cause)
          client.report(error)
          dispatch(attempt, { type: 'unread', error })
        },
      )
    },
    readLater(attempt) {
      const ms = backoff(++attempt.readFailures, retry, clock.random())
      if (holders.size && config.live !== 'off')
        attempt.stopWaiting = clock.after(ms, () => dispatch(attempt, { type: 'readAgain' }))
    },
    refresh: ({ state }) => void (state.at === 'accepted' && tracker.refresh(state.submitted.requestId)),
    cancel: (attempt) => void cancelAccepted(attempt).catch(() => {}),
    notify: (attempt) => void notify(attempt),
  }

  async function post(attempt: Attempt) {
    const job = attempt.job
    const call = await buildSubmit(job)
    let sentAt = clock.now()
    const envelope = await client.transport.call<QueueEnvelope>({
      ...call,
      signal: attempt.abort.signal,
      onSend() {
        sentAt = clock.now()
        dispatch(attempt, { type: 'handedOver', at: sentAt, now: clock.monotonic() })
      },
    })
    const requestId = envelope.request_id
    requests.applyEnvelope(envelope, endpoint, sentAt)
    tracker.submitted(requestId, sentAt)
    const submitted = { requestId, endpoint, submittedAt: new Date(sentAt), clientId: job.clientId }
    dispatch(attempt, { type: 'accepted', submitted })
  }

  function submit(input: unknown, options: RunOptions = {}): Promise<SubmittedRequest> {
    const before = current
    if (before && isBusy(before.state) && !options.concurrent) {
      if (before.job.origin !== 'tab') return before.answer
      // Another tab's run is only shown: it makes way for what is clicked here.
      attempts.delete(before)
      perform.abort(before)
      release(before)
    }
    let hasFiles = false
    let refusal: ModelRunnerError | undefined
    try {
      hasFiles = checkInput((input ??= {}))
    } catch (cause) {
      refusal = errorFromException(cause)
      input = undefined
    }
    const job: Job = {
      clientId: makeClientId(),
      endpoint,
      variables: input,
      input,
      options,
      origin: 'click',
      isSent: false,
      at: clock.now(),
      startedAt: clock.monotonic(),
      replaces: store.getState().clientId,
    }
    // Whoever uses this promise handles its error.
    return begin({ type: 'start', job, hasFiles, refusal }).answer.then((submitted) => submitted)
  }

  /** Goes on with what was begun before a reload or by another tab; with `submitted` the platform has it already. */
  function resume(job: Job, submitted?: SubmittedRequest) {
    if (current && isBusy(current.state)) return
    if (job.clientId === store.getState().clientId) {
      // Another tab may have found what this one could not.
      if (current && submitted) dispatch(current, { type: 'found', submitted })
      return
    }
    begin({ type: 'start', job, submitted })
  }

  /** The request is followed while somebody holds the run; what is neither shown nor awaited is let go. */
  function follow(attempt: Attempt) {
    const { state } = attempt
    const isShown = attempt === current
    const isDone =
      state.at === 'accepted' ? !ports.read || state.isNotified || isEnded(state) : !isBusy(state)
    if (!isShown && isDone) attempts.delete(attempt)
    const isWanted = state.at === 'accepted' && holders.size > 0 && (isShown || !isDone)
    if (!isWanted || !ports.read) {
      attempt.stopFollowing?.()
      attempt.stopFollowing = undefined
      attempt.stopWaiting?.()
      return
    }
    if (attempt.stopFollowing) return
    const { requestId } = state.submitted
    const onChange = () => {
      const live = requests.peek(requestId)
      if (!live) return
      // The errors of runs are reported by their outcome, once, whoever watches.
      if (live.outcome === 'pending' && live.error) client.report(live.error)
      dispatch(attempt, { type: 'live', live, now: clock.monotonic() })
    }
    const stops = [requests.subscribe(requestId, onChange), tracker.watch(requestId)]
    attempt.stopFollowing = () => stops.forEach((stop) => stop())
    onChange()
  }

  async function cancelAccepted(attempt: Attempt): Promise<CancelOutcome | undefined> {
    const { state } = attempt
    if (state.at !== 'accepted') return undefined
    try {
      const outcome = await cancelRequest(client, state.submitted)
      dispatch(attempt, { type: 'cancelled', outcome })
      return outcome
    } catch (cause) {
      const error = errorFromException(cause)
      dispatch(attempt, { type: 'notCancelled', error })
      client.report(error)
      throw error
    }
  }

  /** Calls one who wants to know, of the submit first, then of those who hold the run. */
  function tell<Name extends keyof RunCallbacks>(
    attempt: Attempt,
    name: Name,
    value: Parameters<NonNullable<RunCallbacks[Name]>>[0],
  ) {
    const callback = callbackOf(attempt, name) as ((given: typeof value) => void) | undefined
    if (callback) callApp(() => callback(value))
  }

  function callbackOf(attempt: Attempt, name: keyof RunCallbacks) {
    return attempt.job.options[name] ?? [...holders].map((callbacks) => callbacks()[name]).find(Boolean)
  }

  async function notify(attempt: Attempt) {
    const { state } = attempt
    if ((state.at !== 'accepted' && state.at !== 'failed') || state.isNotified) return
    const { phase, requestId = '', output, request, error } = viewOf(state)
    const name = phase === 'succeeded' ? 'onSucceeded' : 'onFailed'
    if (phase === 'cancelled' || !callbackOf(attempt, name)) return
    dispatch(attempt, { type: 'notified' })
    if (records && !(await records.claim(attempt.job.clientId, requestId || undefined))) return
    if (name === 'onSucceeded') tell(attempt, name, { requestId, output, request })
    else if (error) tell(attempt, name, error)
  }

  return {
    store,
    submit,
    retry: () => current && dispatch(current, { type: 'retry' }),
    async cancel() {
      const attempt = current
      if (!attempt) return undefined
      const isEarly = ['uploading', 'waiting', 'resting'].includes(attempt.state.at)
      dispatch(attempt, { type: 'cancel' })
      if (isEarly) return undefined
      if (isBusy(attempt.state)) await attempt.answer
      return cancelAccepted(attempt)
    },
    abort: () => current && dispatch(current, { type: 'abort' }),
    reset() {
      const attempt = current
      if (!attempt) return
      dispatch(attempt, { type: 'reset' })
      current = undefined
      show()
      follow(attempt)
    },
    open(callbacks = () => ({})) {
      // Each holder its own, also where one function is given twice.
      const holder = () => callbacks()
      holders.add(holder)
      let stopResuming: (() => void) | undefined
      let isOpen = true
      const resumeFrom = (opened: RunRecords) => {
        records = opened
        if (isOpen) stopResuming = opened.watch(resume)
      }
      // What cannot be loaded now is loaded with the next submit.
      if (ports.records) whenThere(ports.records(), resumeFrom)?.catch(() => {})
      for (const attempt of attempts) {
        follow(attempt)
        dispatch(attempt, { type: 'readAgain' })
        if (isEnded(attempt.state)) void notify(attempt)
      }
      return () => {
        isOpen = false
        stopResuming?.()
        holders.delete(holder)
        attempts.forEach(follow)
      }
    },
  }
}

/** Of an attempt that is not settled before its turn. */
const NEVER = new Promise<never>(() => {})

/** At once where it can be: what is stored before the page goes is found again. */
function whenThere<T>(value: T | Promise<T>, next: (value: T) => void | Promise<void>): void | Promise<void> {
  return value instanceof Promise ? value.then(next) : next(value)
}

function release(attempt: Attempt) {
  for (const each of attempt.releases.splice(0)) each()
}
