import { createLive } from '../client/live/create-live.js'
import type { ModelRunnerClient } from '../client/client.js'
import type { ConnectionState } from '../client/stream/tracker.js'
import { useStore } from 'zustand'
import { useModelRunnerContext } from './use-model-runner-context.js'

export interface UseModelRunnerResult {
  client: ModelRunnerClient
  /** The live connection; times are ms since the epoch. `useConnection` gives the same as dates. */
  connection: ConnectionState
}

/**
 * The provider's client and the state of its live connection. Throws outside a provider.
 *
 * @example
 * const { client } = useModelRunner()
 */
export function useModelRunner(): UseModelRunnerResult {
  const { client } = useModelRunnerContext()
  return { client, connection: useStore(client.use(createLive).tracker.connection) }
}
