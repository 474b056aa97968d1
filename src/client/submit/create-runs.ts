import type { ModelRunnerClient } from '../model-runner-client.js'
import { createRunPlace } from './create-run-place.js'
import { createRun } from './create-run.js'
import type { Run } from './run.js'

/** A run that is known by name. */
export interface NamedRun extends Run {
  /** Takes up what was stored before a reload, and from now on what other tabs begin. Does so once. */
  resume(): void
}

/** The runs that are known by name: every component that gives the same `persistKey` shares one. */
export function createRuns(client: ModelRunnerClient): (persistKey: string) => NamedRun {
  const runs = new Map<string, NamedRun>()
  return (persistKey) => {
    const run = runs.get(persistKey) ?? createNamedRun(client, persistKey)
    runs.set(persistKey, run)
    return run
  }
}

function createNamedRun(client: ModelRunnerClient, persistKey: string): NamedRun {
  const place = createRunPlace(client, persistKey)
  const run = createRun(client, place)
  let isResumed = false

  function takeUp(isFromOther: boolean) {
    const kept = place.read()
    // Without locks, what another tab is at is left to it until it has its answer.
    if (kept?.submitted || (kept && !(isFromOther && !navigator.locks))) run.takeUp(kept.job, kept.submitted)
  }

  return {
    ...run,
    resume() {
      if (isResumed) return
      isResumed = true
      takeUp(false)
      if (typeof window === 'undefined') return
      window.addEventListener('storage', ({ key, newValue }) => {
        if (key === place.key && newValue) takeUp(true)
      })
    },
  }
}
