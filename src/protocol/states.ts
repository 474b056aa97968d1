/** Life of a request. The last three are terminal and final; IN_QUEUE → COMPLETED directly is common. */
export type RequestState = 'IN_QUEUE' | 'IN_PROGRESS' | 'COMPLETED' | 'FAILED' | 'CANCELLED'

export type BillingStatus = 'pending' | 'partial' | 'charged' | 'failed'

const RANK: Record<RequestState, number> = {
  IN_QUEUE: 0,
  IN_PROGRESS: 1,
  COMPLETED: 2,
  FAILED: 2,
  CANCELLED: 2,
}

export function isRequestState(value: unknown): value is RequestState {
  return typeof value === 'string' && Object.hasOwn(RANK, value)
}

export function isTerminalState(value: unknown): boolean {
  return isRequestState(value) && RANK[value] === 2
}

/** How far along a state is; an unknown future state counts as still in the queue. */
export function stateRank(value: unknown): number {
  return isRequestState(value) ? RANK[value] : 0
}
