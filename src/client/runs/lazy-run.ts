import { createStore, type StoreApi } from 'zustand/vanilla'
import { orAbort } from '../../shared/abort.js'
import { callApp } from '../call-app.js'
import { errorFromException } from '../errors/from-exception.js'
import type { ModelRunnerClient } from '../model-runner-client.js'
import type { Run, RunOptions, RunView } from './run.js'
import type { SubmittedRequest } from './submit-options.js'

/** Loaded separately, soon after the start: the first view needs none of it. */
const loadRun = () => import('./create-run.js')

/** With what only a lost answer needs, so that it is there before the network fails. */
export const prepareRun = () => loadRun().then(({ loadRecovery }) => loadRecovery())

/** A run up to the submit's answer. */
export interface LazyRun extends Pick<Run, 'submit' | 'abort' | 'reset'> {
  readonly store: StoreApi<RunView>
}

/** A run whose code is loaded at the latest when it is clicked: where that fails, nothing was sent. */
export function createLazyRun(client: ModelRunnerClient, endpoint: string): LazyRun {
  const store = createStore<RunView>(() => ({ phase: 'idle' }))
  let run: Pick<Run, 'submit' | 'abort' | 'reset'> | undefined
  let starting: { abort: AbortController; answer: Promise<SubmittedRequest> } | undefined

  async function start(input: unknown, options: RunOptions, { signal }: AbortController) {
    try {
      const { createRun } = await orAbort(loadRun(), signal)
      if (!run) {
        const created = createRun(client, endpoint)
        created.store.subscribe((view) => store.setState(view, true))
        run = created
      }
    } catch (cause) {
      const error = errorFromException(cause, { aborted: signal.aborted })
      if (starting?.abort.signal === signal)
        store.setState({ phase: 'failed', variables: input, error }, true)
      if (error.kind !== 'aborted') client.report(error)
      callApp(() => options.onError?.(error))
      throw error
    } finally {
      if (starting?.abort.signal === signal) starting = undefined
    }
    return run.submit(input, options)
  }

  return {
    store,
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
