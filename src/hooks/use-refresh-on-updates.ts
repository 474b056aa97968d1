import { useEffect } from 'react'
import { refreshOnUpdates } from '../client/queries/refresh-on-updates.js'
import { useModelRunnerContext } from '../context/use-model-runner-context.js'

/** While mounted, what a finished run changes (balance, files) is read again when one ends. */
export function useRefreshOnUpdates(): void {
  const { client, queryClient } = useModelRunnerContext()
  useEffect(() => refreshOnUpdates(client, queryClient), [client, queryClient])
}
