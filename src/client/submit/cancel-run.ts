import { cancelRequest, type CancelOutcome } from '../cancel-request.js'
import type { ModelRunnerClient } from '../model-runner-client.js'
import type { Run } from './run.js'

/**
 * Gives up an upload; later asks the platform to cancel and keeps what it answered in the run's state. A submit
 * under way is waited for first: cutting it off would leave its fate unknown. Rejects with a ModelRunnerError.
 */
export async function cancelRun(client: ModelRunnerClient, run: Run): Promise<CancelOutcome | undefined> {
  if (run.store.getState().phase === 'uploading') {
    run.abort()
    return undefined
  }
  const submitted = (await run.pending()) ?? run.store.getState().submitted
  if (!submitted) return undefined
  const cancelOutcome = await cancelRequest(client, submitted)
  if (run.store.getState().submitted?.requestId === submitted.requestId) run.store.setState({ cancelOutcome })
  return cancelOutcome
}
