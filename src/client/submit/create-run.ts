import { createStore } from 'zustand/vanilla'
import { cancelRequest } from '../cancel-request.js'
import { errorFromException } from '../errors/from-exception.js'
import type { ModelRunnerClient } from '../model-runner-client.js'
import { hasFiles } from './has-files.js'
import { makeClientId } from './make-client-id.js'
import { createRunRecord, type RunRecord } from './run-record.js'
import type { Progress } from '../progress.js'
import type { Run, RunState } from './run.js'
import { submitRequest } from './submit-request.js'
import type { SubmitCallbacks, SubmitOptions, SubmittedRequest } from './submit-options.js'
import { withLock } from './with-lock.js'

interface Job {
  clientId: string
  endpoint: string
  input: unknown
  options: SubmitOptions & SubmitCallbacks
  abort: AbortController
  promise: Promise<SubmittedRequest>
  /** The submit may be at the platform already: look before sending. */
  isSent: boolean
}

/** A run of its own, or with a `persistKey` one that survives reloads and is shared by all who name it. */
export function createRun(client: ModelRunnerClient, persistKey?: string): Run {
  const { clock, storage } = client.config
  const store = createStore<RunState>(() => ({ phase: 'idle' }))
  const record = persistKey === undefined ? undefined : createRunRecord(client, persistKey)
  let job: Job | undefined
  let last: Job | undefined
  let isTold = false
  let isResumed = false

  /** State of a job that was reset or overtaken is nobody's any more. */
  const show = (of: Job, change: Partial<RunState>) => {
    if (last === of) store.setState({ ...store.getState(), ...change }, true)
  }

  function start(job_: Omit<Job, 'abort' | 'promise'>, at = clock.now()): Promise<SubmittedRequest> {
    const abort = new AbortController()
    const current: Job = { ...job_, abort, promise: Promise.resolve(undefined as never) }
    job = last = current
    isTold = false
    store.setState(
      {
        phase: hasFiles(current.input) ? 'uploading' : 'submitting',
        clientId: current.clientId,
        variables: current.input,
      },
      true,
    )
    current.promise = (record ? withLock(record.key, () => perform(current, at)) : perform(current, at)).then(
      (submitted) => {
        if (job === current) job = undefined
        show(current, {
          phase: 'submitted',
          submitted,
          clientId: submitted.clientId,
          uploadProgress: undefined,
        })
        current.options.onSubmitted?.(submitted)
        return submitted
      },
      (cause: unknown) => {
        const error = errorFromException(cause, { aborted: abort.signal.aborted })
        if (job === current) job = undefined
        current.isSent = error.maybeSubmitted
        // What may be at the platform stays on record: a reload looks again.
        if (!error.maybeSubmitted && last === current) record?.remove()
        show(current, { phase: 'error', error, uploadProgress: undefined })
        if (error.kind !== 'aborted') client.report(error)
        current.options.onError?.(error)
        throw error
      },
    )
    return current.promise
  }

  async function perform(current: Job, at: number): Promise<SubmittedRequest> {
    const other = record?.read()
    if (
      other &&
      other.clientId !== current.clientId &&
      (other.at > at || (other.isSent && !other.requestId))
    ) {
      // Another tab was faster, or went away in the middle: its submit is this run's.
      Object.assign(current, jobOf(other), { options: { ...current.options, ...other.options } })
      if (other.requestId) return submittedOf(other, other.requestId)
    } else if (other?.requestId && other.clientId === current.clientId) {
      // Another tab took it up after the same reload.
      return submittedOf(other, other.requestId)
    }
    const { endpoint, options, clientId, abort, isSent } = current
    const { signal } = abort
    let { input } = current
    if (hasFiles(input)) {
      const onProgress = (uploadProgress: Progress) => show(current, { uploadProgress })
      input = await client.uploadFiles(input, { signal, lifecycle: options.lifecycle, onProgress })
      show(current, { phase: 'submitting' })
    }
    const keep = (change: Partial<RunRecord>) => {
      if (last === current)
        record?.write({
          version: 1,
          clientId,
          endpoint,
          input,
          options: storable(options),
          at,
          isSent,
          ...change,
        })
    }
    keep({})
    const lostAt = isSent ? clock.now() : undefined
    const onSend = () => keep({ isSent: true })
    const submitted = await submitRequest(client, {
      endpoint,
      input,
      options,
      clientId,
      signal,
      lostAt,
      onSend,
    })
    keep({ isSent: true, requestId: submitted.requestId, at: submitted.submittedAt.getTime() })
    return submitted
  }

  function takeUp() {
    const found = record?.read()
    if (!found || job || found.clientId === store.getState().clientId) return
    if (!found.requestId) {
      start(jobOf(found), found.at).catch(() => {})
      return
    }
    isTold = found.isTold ?? false
    last = { ...jobOf(found), abort: new AbortController(), promise: Promise.resolve(undefined as never) }
    store.setState(
      {
        phase: 'submitted',
        clientId: found.clientId,
        variables: found.input,
        submitted: submittedOf(found, found.requestId),
      },
      true,
    )
  }

  return {
    store,
    submit(endpoint, input, options) {
      if (job && !options.concurrent) return job.promise
      return start({ clientId: makeClientId(), endpoint, input, options, isSent: false })
    },
    retry() {
      if (job) return job.promise
      if (!last) return undefined
      const { clientId, isSent } = last
      return start({ ...last, isSent, clientId: isSent ? clientId : makeClientId() })
    },
    abort: () => job?.abort.abort(),
    reset() {
      if (store.getState().phase === 'uploading') job?.abort.abort()
      job = last = undefined
      record?.remove()
      store.setState({ phase: 'idle' }, true)
    },
    async cancel() {
      const current = job
      if (current && store.getState().phase === 'uploading') {
        current.abort.abort()
        return undefined
      }
      const submitted = current ? await current.promise : store.getState().submitted
      if (!submitted) return undefined
      const cancelOutcome = await cancelRequest(client, submitted)
      if (store.getState().submitted?.requestId === submitted.requestId) store.setState({ cancelOutcome })
      return cancelOutcome
    },
    resume() {
      if (!record || isResumed) return
      isResumed = true
      takeUp()
      // Another tab of the same person started this run.
      if (storage && typeof window !== 'undefined') {
        window.addEventListener('storage', (event) => {
          if (event.key === record.key && event.newValue) takeUp()
        })
      }
    },
    claimOutcome() {
      const claim = async () => {
        const kept = record?.read()
        const mine = kept && kept.clientId === store.getState().clientId ? kept : undefined
        if (isTold || mine?.isTold) return false
        isTold = true
        if (mine) record?.write({ ...mine, isTold })
        return true
      }
      return withLock(record && `${record.key}:told`, claim)
    },
  }
}

function jobOf({ clientId, endpoint, input, options, isSent }: RunRecord): Omit<Job, 'abort' | 'promise'> {
  return { clientId, endpoint, input, options, isSent }
}

function submittedOf({ endpoint, at, clientId }: RunRecord, requestId: string): SubmittedRequest {
  return { requestId, endpoint, submittedAt: new Date(at), clientId }
}

/** Without the callbacks, which no storage can hold. */
function storable({ onSubmitted, onError, ...options }: SubmitOptions & SubmitCallbacks): SubmitOptions {
  void [onSubmitted, onError]
  return options
}
