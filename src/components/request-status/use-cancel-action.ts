import { useCallback, useState } from 'react'
import type { CancelOutcome } from '../../client/cancel-outcome.js'

const OUTCOMES: readonly unknown[] = [
  'cancelled',
  'already-finished',
  'still-running',
] satisfies CancelOutcome[]

/** Runs the app's cancel and keeps what it came to, per request. Errors are the app's to show: its promise has them. */
export function useCancelAction(requestId: string | undefined, onCancel: (() => unknown) | undefined) {
  const [state, setState] = useState<{ requestId?: string; isBusy: boolean; outcome?: CancelOutcome }>({
    isBusy: false,
  })
  const run = useCallback(async () => {
    setState({ requestId, isBusy: true })
    let outcome: unknown
    try {
      outcome = await onCancel?.()
    } catch {
      // Rejected: nothing was cancelled, and the hook whose promise this is holds the error.
    }
    setState({ requestId, isBusy: false, outcome: isCancelOutcome(outcome) ? outcome : undefined })
  }, [requestId, onCancel])
  const isOfThis = state.requestId === requestId
  return {
    run: () => void run(),
    isBusy: isOfThis && state.isBusy,
    outcome: isOfThis ? state.outcome : undefined,
  }
}

function isCancelOutcome(value: unknown): value is CancelOutcome {
  return OUTCOMES.includes(value)
}
