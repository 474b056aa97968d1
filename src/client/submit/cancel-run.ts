import { cancelRequest, type CancelOutcome } from '../cancel-request.js'
import { errorFromException } from '../errors/from-exception.js'
import type { ModelRunnerClient } from '../model-runner-client.js'
import type { Run, RunState } from './run.js'

/**
 * Gives up an upload; later asks the platform to cancel and keeps what it answered in the run's state, be it an error. A
 * submit under way is waited for first: cutting it off would leave its fate unknown. Rejects with a ModelRunnerError.
 */
export async function cancelRun(client: ModelRunnerClient, run: Run): Promise<CancelOutcome | undefined> {
  if (run.store.getState().phase === 'uploading') {
    run.abort()
    return undefined
  }
  const submitted = (await run.pending()) ?? run.store.getState().submitted
  if (!submitted) return undefined
  const show = (change: Pick<RunState, 'cancelOutcome' | 'cancelError'>) => {
    if (run.store.getState().submitted?.requestId === submitted.requestId) run.store.setState(change)
  }
  show({ cancelError: undefined })
  try {
    const cancelOutcome = await cancelRequest(client, submitted)
    show({ cancelOutcome })
    return cancelOutcome
  } catch (cause) {
    const error = errorFromException(cause)
    show({ cancelError: error })
    client.report(error)
    throw error
  }
}
