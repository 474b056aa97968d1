import type { ModelRunnerClient } from '../model-runner-client.js'
import { createRunPlace } from './create-run-place.js'
import { createRun } from './create-run.js'
import type { Run } from './run.js'

/** A run that is known by name. */
export interface NamedRun extends Run {
  /** Takes up what was stored before a reload and, until the function it gives is called, what other tabs begin. */
  resume(): () => void
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

  function takeUp(isFromOther: boolean) {
    const kept = place.read()
    // Without locks, what another tab is at is left to it until it has its answer.
    if (kept?.submitted || (kept && !(isFromOther && !navigator.locks))) run.takeUp(kept.job, kept.submitted)
  }

  return {
    ...run,
    resume() {
      takeUp(false)
      const onStorage = ({ key, newValue }: StorageEvent) => {
        if (key === place.key && newValue) takeUp(true)
      }
      globalThis.window?.addEventListener('storage', onStorage)
      return () => globalThis.window?.removeEventListener('storage', onStorage)
    },
  }
}
