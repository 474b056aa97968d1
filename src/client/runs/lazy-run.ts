import { createStore, type StoreApi } from 'zustand/vanilla'
import { orAbort } from '../../shared/abort.js'
import { callApp } from '../call-app.js'
import type { ModelRunnerError } from '../errors/model-runner-error.js'
import { errorFromException } from '../errors/from-exception.js'
import type { Client } from '../client.js'
import type { Run, RunOptions, RunView } from './run.js'
import type { SubmittedRequest } from './submit-options.js'

/** Loaded separately, soon after the start: the first view needs none of it. */
const loadRun = () => import('./create-run.js')

export const prepareRun = () => loadRun().then(({ prepareSubmit }) => prepareSubmit())

/** A run up to the submit's answer. */
type SubmitRun = Pick<Run, 'submit' | 'abort' | 'reset'> & { readonly store: StoreApi<RunView> }

export interface LazyRun<R extends SubmitRun> extends SubmitRun {
  /** The run once its code is there. */
  readonly run: R | undefined
  /** Loads the code. Rejects where it cannot be fetched. */
  load(): Promise<R>
}

interface LazyRunOptions<R> {
  load(): Promise<() => R>
  /** The run was made; a click that waited for it is submitted next. */
  onMade?(run: R): void
  /** A click was given up, or its code could not be fetched: nothing was sent. */
  onFailed?(error: ModelRunnerError, options: RunOptions): void
}

/** A run whose code is loaded at the latest when it is clicked: where that fails, nothing was sent. */
export function createLazyRun<R extends SubmitRun>(
  client: Client,
  { load: loadCode, onMade, onFailed }: LazyRunOptions<R>,
): LazyRun<R> {
  const store = createStore<RunView>(() => ({ phase: 'idle' }))
  let run: R | undefined
  let starting: { abort: AbortController; answer: Promise<SubmittedRequest> } | undefined

  async function load(): Promise<R> {
    const create = await loadCode()
    if (run) return run
    const made = (run = create())
    made.store.subscribe((view) => store.setState(view, true))
    const view = made.store.getState()
    if (view.phase !== 'idle') store.setState(view, true)
    onMade?.(made)
    return made
  }

  async function start(input: unknown, options: RunOptions, { signal }: AbortController) {
    let made: R
    try {
      made = await orAbort(load(), signal)
    } catch (cause) {
      const error = errorFromException(cause, { aborted: signal.aborted })
      if (starting?.abort.signal === signal)
        store.setState({ phase: 'failed', variables: input, error }, true)
      if (error.kind !== 'aborted') client.report(error)
      callApp(() => options.onError?.(error))
      onFailed?.(error, options)
      throw error
    } finally {
      if (starting?.abort.signal === signal) starting = undefined
    }
    return made.submit(input, options)
  }

  return {
    store,
    load,
    get run() {
      return run
    },
    submit(input, options = {}) {
      if (run) return run.submit(input, options)
      if (starting && !options.concurrent) return starting.answer
      store.setState({ phase: 'submitting', variables: input }, true)
      const abort = new AbortController()
      const answer = start(input, options, abort)
      starting = { abort, answer }
      return answer
    },
    abort() {
      if (run) run.abort()
      else starting?.abort.abort()
    },
    reset() {
      if (run) return run.reset()
      starting?.abort.abort()
      starting = undefined
      store.setState({ phase: 'idle' }, true)
    },
  }
}

/** A run that ends with the submit's answer. */
export const createLazySubmit = (client: Client, endpoint: string): SubmitRun =>
  createLazyRun(client, {
    load: async () => {
      const { createRun } = await loadRun()
      return () => createRun(client, endpoint)
    },
  })
