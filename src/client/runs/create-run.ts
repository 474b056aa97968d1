import { createStore, type StoreApi } from 'zustand/vanilla'
import type { QueueEnvelope } from '../../protocol/queue-envelope.js'
import { orAbort } from '../../shared/abort.js'
import { callApp } from '../call-app.js'
import { errorFromException } from '../errors/from-exception.js'
import type { ModelRunnerError } from '../errors/model-runner-error.js'
import type { Client } from '../client.js'
import { createLive, prepareLive } from '../live/create-live.js'
import { IDLE, isBusy, reduceSubmit, viewOfSubmit } from './reduce-submit.js'
import type { Decision, Effect, Job, RunEvent, RunState } from './run-state.js'
import type { RunOptions, RunView } from './run.js'
import { buildSubmit, checkInput, makeClientId } from './submit-call.js'
import type { RunCallbacks, SubmittedRequest } from './submit-options.js'

/** Only a lost or refused answer needs it. */
const loadRecovery = () => import('./recover.js')

/** Fetches, soon after the start, what a submit needs next, so that it is there before the network fails. */
export const prepareSubmit = () => Promise.all([loadRecovery(), prepareLive()])

/** One submit and what became of it. */
export interface Attempt {
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
}

/** What `followRun` adds: storage and tabs before the submit, the outcome after it. */
export interface Extension {
  reduce: typeof reduceSubmit
  view: typeof viewOfSubmit
  perform: Partial<Record<Effect, (attempt: Attempt) => void>>
  /** Waits for the run's turn among the tabs, then calls back. */
  enter?(attempt: Attempt, turn: (decision: Decision) => void): void
  /** The request that is stored under the run's name. */
  storedRequest?(): string | undefined
  callbackOf(attempt: Attempt, name: keyof RunCallbacks): unknown
  /** After each step. */
  after(attempt: Attempt): void
}

export interface RunCore {
  readonly store: StoreApi<RunView>
  /** The newest submit, which is shown. */
  readonly current: Attempt | undefined
  /** Those under way or followed, and the newest one. */
  readonly attempts: Set<Attempt>
  begin(start: RunEvent & { type: 'start' }): Attempt
  dispatch(attempt: Attempt, event: RunEvent): void
  fail(attempt: Attempt): (cause: unknown) => void
  /** Calls one who wants to know. */
  notify<Name extends keyof RunCallbacks>(
    attempt: Attempt,
    name: Name,
    value: Parameters<NonNullable<RunCallbacks[Name]>>[0],
  ): void
  submit(input: unknown, options?: RunOptions): Promise<SubmittedRequest>
  retry(): void
  abort(): void
  reset(): void
}

/** Performs what `reduceSubmit` asks for. Each submit has a state of its own; the newest is shown. */
export function createRun(client: Client, endpoint: string, extend?: (core: RunCore) => Extension): RunCore {
  const { config } = client
  const { requests, tracker } = client.use(createLive)
  const { clock } = config
  const store = createStore<RunView>(() => ({ phase: 'idle' }))
  const attempts = new Set<Attempt>()
  let current: Attempt | undefined

  const perform: Extension['perform'] = {
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
      freshSignal(attempt)
      if (!attempt.settle) renew(attempt)
      const turn = (decision: Decision) => {
        // Opened now, so that the first update is not missed while the answer is on its way.
        attempt.releases.push(requests.early.expect(), tracker.hold())
        // `onLine` may be wrong either way: a read shows whether the network works before anything that costs is sent.
        const isDoubtful = decision.do === 'send' && config.environment.isOffline()
        dispatch(attempt, { type: 'turn', decision: isDoubtful ? { do: 'look', maySend: true } : decision })
      }
      if (extension?.enter) extension.enter(attempt, turn)
      else turn(attempt.job.isSent ? { do: 'look', maySend: true } : { do: 'send' })
    },
    send: (attempt) => void post(attempt).catch(fail(attempt)),
    recover(attempt) {
      const signal = freshSignal(attempt)
      orAbort(
        loadRecovery().then(({ recover }) => recover(client, () => attempt.state, signal)),
        signal,
      ).then(
        (event) => dispatch(attempt, event),
        (cause: unknown) =>
          signal.aborted ? fail(attempt)(cause) : dispatch(attempt, { type: 'notLoaded' }),
      )
    },
    abort: ({ abort }) => abort.abort(),
    settle(attempt) {
      for (const release of attempt.releases.splice(0)) release()
      const { state, settle } = attempt
      attempt.settle = undefined
      if (state.at === 'accepted') {
        settle?.resolve(state.submitted)
        if (!state.isAdopted) notify(attempt, 'onSubmitted', state.submitted)
        return
      }
      const error = state.at === 'failed' ? state.error : errorFromException(undefined, { aborted: true })
      settle?.reject(error)
      if (error.kind !== 'aborted') client.report(error)
      if (state.at === 'failed') notify(attempt, 'onError', error)
    },
    resubmit({ job: { variables, options } }) {
      // Too large to be stored, it did not survive the reload.
      if (variables !== undefined) submit(variables, options).catch(() => {})
    },
  }

  function begin(start: RunEvent & { type: 'start' }): Attempt {
    const attempt: Attempt = {
      state: IDLE,
      job: start.job,
      abort: new AbortController(),
      answer: NEVER,
      releases: [],
    }
    renew(attempt)
    attempts.add((current = attempt))
    dispatch(attempt, start)
    return attempt
  }

  /** What was broken off does not break off what follows it. */
  function freshSignal(attempt: Attempt): AbortSignal {
    if (attempt.abort.signal.aborted) attempt.abort = new AbortController()
    return attempt.abort.signal
  }

  function renew(attempt: Attempt) {
    attempt.answer = new Promise((resolve, reject) => (attempt.settle = { resolve, reject }))
    // Its error is in the state.
    attempt.answer.catch(() => {})
  }

  function dispatch(attempt: Attempt, event: RunEvent) {
    if (!attempts.has(attempt)) return
    const [state, ...effects] = (extension?.reduce ?? reduceSubmit)(attempt.state, event)
    attempt.state = state
    if (state.at !== 'idle') attempt.job = state.job
    if (attempt === current) show()
    for (const effect of effects) perform[effect]?.(attempt)
    if (extension) extension.after(attempt)
    else if (attempt !== current && !isBusy(state)) attempts.delete(attempt)
  }

  const show = () => store.setState((extension?.view ?? viewOfSubmit)(current?.state ?? IDLE), true)

  const fail = (attempt: Attempt) => (cause: unknown) =>
    dispatch(attempt, {
      type: 'failed',
      error: errorFromException(cause, { aborted: attempt.abort.signal.aborted }),
    })

  const notify: RunCore['notify'] = (attempt, name, value) => {
    const callback = extension ? extension.callbackOf(attempt, name) : attempt.job.options[name]
    if (callback) callApp(() => (callback as (given: typeof value) => void)(value))
  }

  async function post(attempt: Attempt) {
    const { job, abort } = attempt
    const call = await buildSubmit(job)
    let sentAt = 0
    const envelope = await client.transport.call<QueueEnvelope>({
      ...call,
      signal: abort.signal,
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

  function submit(input: unknown = {}, options: RunOptions = {}): Promise<SubmittedRequest> {
    if (current && isBusy(current.state) && !options.concurrent) return current.answer
    let hasFiles = false
    let refusal: ModelRunnerError | undefined
    try {
      hasFiles = checkInput(input)
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
      storedBefore: extension?.storedRequest?.(),
      replaces: store.getState().clientId,
    }
    // Whoever uses this promise handles its error.
    return begin({ type: 'start', job, hasFiles, refusal }).answer.then((submitted) => submitted)
  }

  const send = (type: 'retry' | 'abort') => () => {
    if (current) dispatch(current, { type })
  }

  const core: RunCore = {
    store,
    attempts,
    get current() {
      return current
    },
    begin,
    dispatch,
    fail,
    notify,
    submit,
    retry: send('retry'),
    abort: send('abort'),
    reset() {
      const attempt = current
      if (!attempt) return
      dispatch(attempt, { type: 'reset' })
      current = undefined
      show()
      if (!isBusy(attempt.state)) attempts.delete(attempt)
    },
  }
  const extension = extend?.(core)
  Object.assign(perform, extension?.perform)
  return core
}

/** Of an attempt that has not begun. */
const NEVER = new Promise<never>(() => {})
