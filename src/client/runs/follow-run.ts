import { backoff } from '../../shared/retry.js'
import type { CancelOutcome } from '../cancel-outcome.js'
import { cancelRequest } from '../live/cancel-request.js'
import { errorFromException } from '../errors/from-exception.js'
import type { Client } from '../client.js'
import { createLive } from '../live/create-live.js'
import { readResult } from '../live/read-result.js'
import { type Attempt, createRun, type Extension, type RunCore } from './create-run.js'
import { isEnded, reduce, viewOf } from './reduce-outcome.js'
import { isBusy } from './reduce-submit.js'
import { createRunRecords, type RunRecords, type Turned } from './run-records.js'
import type { Job } from './run-state.js'
import type { Run } from './run.js'
import type { RunCallbacks, SubmittedRequest } from './submit-options.js'

/** A run that is followed to its outcome and, with `records`, found again by reloads and other tabs. */
export function followRun(client: Client, endpoint: string, records?: RunRecords): Run {
  const { config } = client
  const { requests, tracker } = client.use(createLive)
  const { clock, retry } = config
  const holders = new Set<() => RunCallbacks>()
  const following = new WeakMap<Attempt, () => void>()
  const waiting = new WeakMap<Attempt, () => void>()
  let readFailures = 0

  const callbackOf: Extension['callbackOf'] = ({ job }, name) =>
    job.options[name] ?? [...holders].map((callbacks) => callbacks()[name]).find(Boolean)

  const core: RunCore = createRun(client, endpoint, () => ({
    reduce,
    view: viewOf,
    callbackOf,
    after(attempt) {
      follow(attempt)
      takeOver(attempt)
    },
    perform: {
      save(attempt) {
        const { state, job } = attempt
        if (attempt === core.current)
          records?.save(job, state.at === 'accepted' ? state.submitted : undefined)
      },
      forget(attempt) {
        if (attempt === core.current) records?.forget(attempt.job)
      },
      read(attempt) {
        const { state } = attempt
        waiting.get(attempt)?.()
        if (state.at !== 'accepted' || !state.live) return
        readResult(client, state.live, state.submitted.endpoint).then(
          (output) => core.dispatch(attempt, { type: 'read', output }),
          (cause: unknown) => {
            const error = errorFromException(cause)
            client.report(error)
            core.dispatch(attempt, { type: 'unread', error })
          },
        )
      },
      readLater(attempt) {
        const ms = backoff(++readFailures, retry, clock.random())
        if (holders.size && config.live !== 'off')
          waiting.set(
            attempt,
            clock.after(ms, () => core.dispatch(attempt, { type: 'readAgain' })),
          )
      },
      refresh: ({ state }) => void (state.at === 'accepted' && tracker.refresh(state.submitted.requestId)),
      cancel: (attempt) => void cancelAccepted(attempt).catch(() => {}),
      notify: (attempt) => void notifyOfEnd(attempt),
    },
    storedRequest: records?.requestId,
    enter: records && ((attempt, turn) => enter(records, attempt, turn)),
  }))

  function enter(
    { turn: takeTurn }: RunRecords,
    attempt: Attempt,
    turn: (decision: Turned['decision']) => void,
  ) {
    const { signal } = attempt.abort
    const taken = ({ decision, leave }: Turned) => {
      if (!signal.aborted) {
        attempt.releases.push(leave)
        return turn(decision)
      }
      leave()
      core.fail(attempt)(undefined)
    }
    // At once where it can be: what is stored before the page goes is found again.
    const turned = takeTurn(attempt.job, signal)
    if (turned instanceof Promise) turned.then(taken).catch(core.fail(attempt))
    else taken(turned)
  }

  /** Goes on with what was begun before a reload or by another tab; with `submitted` the platform has it already. */
  function resume(job: Job, submitted?: SubmittedRequest) {
    const { current } = core
    if (current && isBusy(current.state)) return
    if (job.clientId !== core.store.getState().clientId) core.begin({ type: 'start', job, submitted })
    // Another tab may have found what this one could not.
    else if (current && submitted) core.dispatch(current, { type: 'found', submitted })
  }

  /**
   * Whoever gave up waiting for another tab's run, or could not look it up, still shows it: its answer may have been stored
   * meanwhile.
   */
  function takeOver({ state, job }: Attempt) {
    const found =
      state.at === 'idle' && job.origin === 'tab' && holders.size ? records?.accepted() : undefined
    if (found) resume(found.job, found.submitted)
  }

  /** The request is followed while somebody holds the run; what is neither shown nor awaited is let go. */
  function follow(attempt: Attempt) {
    const { state } = attempt
    const isShown = attempt === core.current
    const isDone = state.at === 'accepted' ? state.isNotified || isEnded(state) : !isBusy(state)
    if (!isShown && isDone) core.attempts.delete(attempt)
    if (state.at !== 'accepted' || !holders.size || (!isShown && isDone)) {
      following.get(attempt)?.()
      following.delete(attempt)
      waiting.get(attempt)?.()
      return
    }
    if (following.has(attempt)) return
    const { requestId } = state.submitted
    const onChange = () => {
      const live = requests.peek(requestId)
      if (!live) return
      // The errors of runs are reported by their outcome, once, whoever watches.
      if (live.outcome === 'pending' && live.error) client.report(live.error)
      core.dispatch(attempt, { type: 'live', live, now: clock.monotonic() })
    }
    const stops = [requests.subscribe(requestId, onChange), tracker.watch(requestId)]
    following.set(attempt, () => stops.forEach((stop) => stop()))
    onChange()
  }

  async function cancelAccepted(attempt: Attempt): Promise<CancelOutcome | undefined> {
    const { state } = attempt
    if (state.at !== 'accepted') return undefined
    try {
      const outcome = await cancelRequest(client, state.submitted)
      core.dispatch(attempt, { type: 'cancelled', outcome })
      return outcome
    } catch (cause) {
      const error = errorFromException(cause)
      core.dispatch(attempt, { type: 'notCancelled', error })
      client.report(error)
      throw error
    }
  }

  /** Once per run, over components, tabs and reloads. */
  async function notifyOfEnd(attempt: Attempt) {
    const { state, job } = attempt
    if ((state.at !== 'accepted' && state.at !== 'failed') || state.isNotified) return
    const { phase, requestId = '', output, request, error } = viewOf(state)
    const name = phase === 'succeeded' ? 'onSucceeded' : 'onFailed'
    if (phase === 'cancelled' || !callbackOf(attempt, name)) return
    const notify = () => {
      if (name === 'onSucceeded') core.notify(attempt, name, { requestId, output, request })
      else if (error) core.notify(attempt, name, error)
    }
    core.dispatch(attempt, { type: 'notified' })
    if (!records) return notify()
    await records.claim(job.clientId, requestId || undefined, () => {
      if (callbackOf(attempt, name)) return notify
      // Its component went meanwhile: it is notified when it is shown again.
      core.dispatch(attempt, { type: 'notNotified' })
      return undefined
    })
  }

  return {
    store: core.store,
    retry: core.retry,
    abort: core.abort,
    reset: core.reset,
    submit(input, options) {
      const { current } = core
      if (current?.job.origin === 'tab' && isBusy(current.state)) {
        // Another tab's run is only shown: it makes way for what is clicked here.
        core.attempts.delete(current)
        current.abort.abort()
        for (const release of current.releases.splice(0)) release()
        return core.submit(input, { ...options, concurrent: true })
      }
      return core.submit(input, options)
    },
    async cancel() {
      const attempt = core.current
      if (!attempt) return undefined
      const isEarly = ['uploading', 'waiting'].includes(attempt.state.at) && !attempt.job.isSent
      core.dispatch(attempt, { type: 'cancel' })
      if (isEarly) return undefined
      if (isBusy(attempt.state)) await attempt.answer
      return cancelAccepted(attempt)
    },
    open(callbacks = () => ({})) {
      // Each holder its own, also where one function is given twice.
      const holder = () => callbacks()
      holders.add(holder)
      const stopWatching = records?.watch(resume)
      const stopClearing = client.onClear(core.reset)
      for (const attempt of core.attempts) {
        follow(attempt)
        core.dispatch(attempt, { type: 'readAgain' })
        if (isEnded(attempt.state)) void notifyOfEnd(attempt)
      }
      return () => {
        stopWatching?.()
        stopClearing()
        holders.delete(holder)
        core.attempts.forEach(follow)
      }
    },
  }
}

/** The runs of a client: those with a `persistKey` are shared by all who give the same name and endpoint. */
export function createRunRegistry(client: Client) {
  const named = new Map<string, Run>()
  client.onClear(() => {
    for (const run of named.values()) run.reset()
  })
  return (endpoint: string, persistKey?: string): Run => {
    if (persistKey === undefined) return followRun(client, endpoint)
    const name = JSON.stringify([endpoint, persistKey])
    const run =
      named.get(name) ?? followRun(client, endpoint, createRunRecords(client.config, endpoint, persistKey))
    named.set(name, run)
    return run
  }
}
