import type { ModelRunnerClient } from '../model-runner-client.js'
import { createRunPlace } from './create-run-place.js'
import { createRun } from './create-run.js'
import { removeOldRecords } from './remove-old-records.js'
import type { Run } from './run.js'
import type { SubmitCallbacks } from './submit-options.js'

/** A run that is known by name. */
export interface NamedRun extends Run {
  /**
   * Takes up what was stored before a reload and, until the function it gives is called, what other tabs begin.
   * What is taken up is told to the callbacks: no storage holds those it was begun with.
   */
  resume(callbacks?: SubmitCallbacks): () => void
}

/** The runs that are known by name: every component that gives the same `persistKey` shares one. */
export function createRuns(client: ModelRunnerClient): (persistKey: string) => NamedRun {
  const runs = new Map<string, NamedRun>()
  let isTidied = false
  const tidyUp = () => {
    if (!isTidied) removeOldRecords(client.config)
    isTidied = true
  }
  return (persistKey) => {
    const run = runs.get(persistKey) ?? createNamedRun(client, persistKey, tidyUp)
    runs.set(persistKey, run)
    return run
  }
}

function createNamedRun(client: ModelRunnerClient, persistKey: string, onResume: () => void): NamedRun {
  const place = createRunPlace(client, persistKey)
  const run = createRun(client, place)

  function takeUp(callbacks: SubmitCallbacks | undefined, isOthers: boolean) {
    const kept = place.read()
    // Without locks, what another tab is at is left to it until it has its answer.
    if (!kept || (!kept.submitted && isOthers && !navigator.locks)) return
    run.takeUp({ ...kept.job, isOthers, options: { ...kept.job.options, ...callbacks } }, kept.submitted)
  }

  return {
    ...run,
    resume(callbacks) {
      onResume()
      takeUp(callbacks, false)
      const onStorage = ({ key, newValue }: StorageEvent) => {
        if (key === place.key && newValue) takeUp(callbacks, true)
      }
      globalThis.window?.addEventListener('storage', onStorage)
      return () => globalThis.window?.removeEventListener('storage', onStorage)
    },
  }
}
