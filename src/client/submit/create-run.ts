import { createStore } from 'zustand/vanilla'
import { callApp } from '../call-app.js'
import { errorFromException } from '../errors/from-exception.js'
import type { ModelRunnerClient } from '../model-runner-client.js'
import type { Progress } from '../progress.js'
import { hasFiles } from './has-files.js'
import { makeClientId } from './make-client-id.js'
import type { KeepJob, RunPlace, SubmitJob } from './run-place.js'
import type { Run, RunState } from './run.js'
import { submitRequest } from './submit-request.js'
import type { SubmittedRequest } from './submit-options.js'

/** A job under way. */
interface Job extends SubmitJob {
  abort: AbortController
  promise: Promise<SubmittedRequest>
}

/** A run; with a place it is kept there. `createRuns` makes those. */
export function createRun(client: ModelRunnerClient, place?: RunPlace): Run {
  const store = createStore<RunState>(() => ({ phase: 'idle' }))
  let job: Job | undefined
  let last: SubmitJob | undefined
  let isTold = false

  /** What a job that was reset or overtaken does is nobody's any more. */
  const show = (of: SubmitJob, change: Partial<RunState>) => {
    if (last === of) store.setState(change)
  }

  function start(begun: SubmitJob): Promise<SubmittedRequest> {
    const abort = new AbortController()
    const { clientId, input } = begun
    const current: Job = { ...begun, abort, promise: undefined as never }
    job = last = current
    isTold = false
    store.setState({ phase: hasFiles(input) ? 'uploading' : 'submitting', clientId, variables: input }, true)
    const isCurrent = () => last === current
    const sent = place ? place.perform(current, isCurrent, (keep) => send(current, keep)) : send(current)
    current.promise = sent.then(
      (submitted) => {
        if (job === current) job = undefined
        if (!submitted) {
          if (isCurrent()) store.setState({ phase: 'idle' }, true)
          throw errorFromException(undefined, { aborted: true })
        }
        show(current, {
          phase: 'submitted',
          submitted,
          clientId: submitted.clientId,
          uploadProgress: undefined,
        })
        callApp(() => current.options.onSubmitted?.(submitted))
        return submitted
      },
      (cause: unknown) => {
        // What may be at the platform is not forgotten because the looking for it failed.
        const error = errorFromException(cause, {
          aborted: abort.signal.aborted,
          maybeSubmitted: current.isSent,
        })
        if (job === current) job = undefined
        current.isSent = error.maybeSubmitted
        // What may be at the platform stays on record: a reload looks again.
        if (!error.maybeSubmitted && isCurrent()) place?.forget()
        show(current, { phase: 'error', error, uploadProgress: undefined })
        if (error.kind !== 'aborted') client.report(error)
        callApp(() => current.options.onError?.(error))
        throw error
      },
    )
    return current.promise
  }

  async function send(current: Job, keep?: KeepJob): Promise<SubmittedRequest> {
    const { signal } = current.abort
    let { input } = current
    if (hasFiles(input)) {
      const onProgress = (uploadProgress: Progress) => show(current, { uploadProgress })
      input = await client.uploadFiles(input, { signal, lifecycle: current.options.lifecycle, onProgress })
      show(current, { phase: 'submitting' })
    }
    keep?.({ input })
    const { endpoint, options, clientId, isSent, isOnlySought } = current
    const lostAt = isSent || isOnlySought ? client.config.clock.now() : undefined
    // By this clock: a request that is only found bears the platform's time, which says nothing of a record's age.
    const onSend = () => keep?.({ isSent: true, at: client.config.clock.now() })
    const submitted = await submitRequest(client, {
      endpoint,
      // What is only sought is never sent.
      input: isOnlySought ? undefined : input,
      options,
      clientId,
      signal,
      lostAt,
      onSend,
    })
    keep?.({ requestId: submitted.requestId })
    return submitted
  }

  return {
    store,
    submit(endpoint, input, options) {
      if (job && !options.concurrent) return job.promise
      const at = client.config.clock.now()
      const replaces = store.getState().clientId
      return start({ clientId: makeClientId(), endpoint, input, options, isSent: false, at, replaces })
    },
    retry() {
      if (job) return job.promise
      if (!last) return undefined
      const clientId = last.isSent ? last.clientId : makeClientId()
      return start({ ...last, clientId, isTakenUp: false, replaces: last.clientId })
    },
    takeUp(begun, submitted) {
      const { clientId, phase } = store.getState()
      // Another tab may have found what this one could not.
      const isNews = begun.clientId !== clientId || (submitted && phase === 'error')
      if (job || !isNews) return
      if (!submitted) return void start(begun).catch(() => {})
      last = { ...begun, isSent: false }
      isTold = false
      store.setState(
        { phase: 'submitted', clientId: begun.clientId, variables: begun.input, submitted },
        true,
      )
    },
    pending: () => job?.promise,
    abort: () => job?.abort.abort(),
    reset() {
      if (store.getState().phase === 'uploading') job?.abort.abort()
      job = last = undefined
      place?.forget()
      store.setState({ phase: 'idle' }, true)
    },
    async claimOutcome() {
      if (isTold) return false
      isTold = true
      const { clientId, submitted } = store.getState()
      return place ? place.claim(clientId, submitted?.requestId) : true
    },
  }
}
