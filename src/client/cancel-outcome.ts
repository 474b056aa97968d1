/**
 * What cancelling came to. Only `cancelled` means that the run stopped and costs nothing; `still-running`
 * is the usual answer of a model or wrapper endpoint: the run goes on and will be billed.
 */
export type CancelOutcome = 'cancelled' | 'already-finished' | 'still-running'
