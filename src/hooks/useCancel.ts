'use client'

import { useCallback, useState } from 'react'
import type { CancelOutcome } from '../client/cancel-outcome.js'
import { cancelRequest, type CancelTarget } from '../client/live/cancel-request.js'
import { errorFromException } from '../client/errors/from-exception.js'
import type { ModelRunnerError } from '../client/errors/model-runner-error.js'
import { useModelRunnerContext } from '../context/use-model-runner-context.js'

export interface UseCancelResult {
  /** Rejects with a ModelRunnerError. An id alone: the endpoint is looked up. */
  cancel(target: string | CancelTarget): Promise<CancelOutcome>
  outcome?: CancelOutcome
  isPending: boolean
  error?: ModelRunnerError
  reset(): void
}

type State = Pick<UseCancelResult, 'outcome' | 'isPending' | 'error'>

const IDLE: State = { isPending: false }

/**
 * Asks the platform to cancel, and tells the truth about it: `cancelled` (stopped, not billed), `already-finished`,
 * or `still-running` (on model and wrapper endpoints the run goes on and will be billed).
 *
 * @example
 * const { cancel, outcome } = useCancel()
 * <button onClick={() => cancel(requestId).catch(() => {})}>Cancel</button>
 */
export function useCancel(): UseCancelResult {
  const { client } = useModelRunnerContext()
  const [state, setState] = useState(IDLE)
  const cancel = useCallback(
    async (target: string | CancelTarget) => {
      setState({ isPending: true })
      try {
        const outcome = await cancelRequest(
          client,
          typeof target === 'string' ? { requestId: target } : target,
        )
        setState({ isPending: false, outcome })
        return outcome
      } catch (cause) {
        const error = errorFromException(cause)
        setState({ isPending: false, error })
        client.report(error)
        throw error
      }
    },
    [client],
  )
  const reset = useCallback(() => setState(IDLE), [])
  return { ...state, cancel, reset }
}
