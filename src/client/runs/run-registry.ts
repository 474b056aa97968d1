import { createStore } from 'zustand/vanilla'
import { callApp } from '../call-app.js'
import type { Client } from '../client.js'
import type { createRunRegistry } from './follow-run.js'
import { createLazyRun } from './lazy-run.js'
import type { Run, RunOptions, Runs, RunView, SubmitRunOptions, SubmittedRun } from './run.js'
import type { RunCallbacks } from './submit-options.js'
import { errorFromException } from '../errors/from-exception.js'

type CreateRegistry = typeof createRunRegistry

/** Code that could not be fetched is asked for again after this, ms: a stored run waits for it. */
const RELOAD_MS = 2_000

let loaded: CreateRegistry | undefined

/** Following a run (its outcome, storage, other tabs) is loaded with the first component that shows one. */
export const loadRunRegistry = (): Promise<CreateRegistry> =>
  import('./follow-run.js').then(({ createRunRegistry }) => (loaded = createRunRegistry))

/** The component's own run, or the one shared under a `persistKey`; at first without its code. */
export function createOrShareRun(client: Client, endpoint: string, persistKey?: string): Run {
  return loaded
    ? client.use(loaded)(endpoint, persistKey)
    : createLateRun(client, endpoint, persistKey, loadRunRegistry)
}

/** A run whose code is on its way; `load` is the edge to the network, for tests. */
export function createLateRun(
  client: Client,
  endpoint: string,
  persistKey: string | undefined,
  load: () => Promise<CreateRegistry>,
): Run {
  const { clock } = client.config
  const holders = new Map<() => RunCallbacks, (() => void) | undefined>()
  let stopWaiting = () => {}
  let lastOptions: RunOptions | undefined

  const late = createLazyRun<Run>(client, {
    load: async () => {
      const createRegistry = await load()
      return () => client.use(createRegistry)(endpoint, persistKey)
    },
    // Before the click that waited: its callbacks are known, and its request is followed.
    onMade: (run) => holders.forEach((_, holder) => holders.set(holder, run.open(holder))),
    onFailed(error, options) {
      const callback =
        options.onFailed ?? [...holders.keys()].map((holder) => holder().onFailed).find(Boolean)
      callApp(() => callback?.(error))
    },
  })

  function loadForHolders() {
    stopWaiting()
    if (holders.size === 0) return
    late.load().catch(() => {
      stopWaiting()
      stopWaiting = clock.after(RELOAD_MS, loadForHolders)
    })
  }

  return {
    store: late.store,
    submit(input, options) {
      lastOptions = options
      return late.submit(input, options)
    },
    abort: late.abort,
    reset: late.reset,
    retry() {
      if (late.run) return late.run.retry()
      const { phase, variables } = late.store.getState()
      if (phase === 'failed') late.submit(variables, lastOptions).catch(() => {})
    },
    async cancel() {
      if (late.run) return late.run.cancel()
      late.abort()
    },
    open(callbacks = () => ({})) {
      // Each holder its own, also where one function is given twice.
      const holder = () => callbacks()
      const stopClearing = client.onClear(late.reset)
      holders.set(holder, late.run?.open(holder))
      if (!late.run) loadForHolders()
      return () => {
        holders.get(holder)?.()
        holders.delete(holder)
        stopClearing()
      }
    },
  }
}

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
