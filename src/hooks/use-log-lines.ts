import { runLogQuery } from '../client/queries/run-log-query.js'
import { useModelRunnerContext } from '../context/use-model-runner-context.js'
import { useRead } from './use-read.js'

const NO_LINES: string[] = []

/** The lines that a request in flight has logged so far. Without an id nothing is read. */
export function useLogLines(endpoint: string, requestId: string | undefined): string[] {
  const { client, queryClient } = useModelRunnerContext()
  const target = requestId === undefined ? undefined : { requestId, endpoint }
  const { data } = useRead(runLogQuery(client, target), queryClient)
  return (target && data) ?? NO_LINES
}
