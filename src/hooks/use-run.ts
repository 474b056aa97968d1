import { useEffect, useState } from 'react'
import type { ModelRunnerClient } from '../client/model-runner-client.js'
import { createRun } from '../client/submit/create-run.js'
import { createRuns } from '../client/submit/create-runs.js'
import type { Run } from '../client/submit/run.js'

/** The component's own run, or the one shared under a `persistKey`, taken up after a reload. */
export function useRun(client: ModelRunnerClient, persistKey?: string): Run {
  const make = () => ({
    client,
    persistKey,
    run: persistKey === undefined ? createRun(client) : client.use(createRuns)(persistKey),
  })
  const [made, setMade] = useState(make)
  let current = made
  if (made.client !== client || made.persistKey !== persistKey) {
    current = make()
    setMade(current)
  }
  const { run } = current
  useEffect(() => run.resume(), [run])
  return run
}
