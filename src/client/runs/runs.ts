import { createStore } from 'zustand/vanilla'
import { errorFromException } from '../errors/from-exception.js'
import type { Client } from '../client.js'
import { loadRunRegistry } from './run-registry.js'
import type { Run, Runs, RunView, SubmitRunOptions, SubmittedRun } from './run.js'

export function createRuns(client: Client): Runs {
  return {
    submit<O>(
      endpoint: string,
      input: unknown,
      { persistKey, ...options }: SubmitRunOptions<O> = {},
    ): SubmittedRun<O> {
      const store = createStore<RunView<O>>(() => ({ phase: 'submitting', variables: input }))
      const submitted = loadRunRegistry().then((createRegistry) => {
        // What the model gives is the caller's to say.
        const run = client.use(createRegistry)(endpoint, persistKey) as unknown as Run<O>
        run.store.subscribe((view) => store.setState(view, true))
        run.open()
        run.submit(input, options).catch(() => {})
        return run
      })
      submitted.catch((cause: unknown) =>
        store.setState({ phase: 'failed', variables: input, error: errorFromException(cause) }, true),
      )
      const later = (act: (run: Run<O>) => void) => () => void submitted.then(act, () => {})
      return {
        store,
        cancel: async () => (await submitted).cancel(),
        retry: later((run) => run.retry()),
        reset: later((run) => run.reset()),
      }
    },
  }
}
