import type { ModelRunnerClient } from '../model-runner-client.js'
import { createRun } from './create-run.js'
import type { Run } from './run.js'

/** The runs that are known by name: every component that gives the same `persistKey` shares one. */
export function createRuns(client: ModelRunnerClient): (persistKey: string) => Run {
  const runs = new Map<string, Run>()
  return (persistKey) => {
    const run = runs.get(persistKey) ?? createRun(client, persistKey)
    runs.set(persistKey, run)
    return run
  }
}
