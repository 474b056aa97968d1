import { useState } from 'react'
import type { ModelRunnerClient } from '../client/model-runner-client.js'
import type { Run } from '../client/submit/run.js'

/** A run of this component, made anew for another client or name. */
export function useRun<R extends Run>(
  client: ModelRunnerClient,
  create: (client: ModelRunnerClient, name?: string) => R,
  name?: string,
): R {
  const make = () => ({ client, name, run: create(client, name) })
  const [made, setMade] = useState(make)
  let current = made
  if (made.client !== client || made.name !== name) {
    current = make()
    setMade(current)
  }
  return current.run
}
