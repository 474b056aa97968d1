import type { RequestItem } from './request-item.js'

/** What a request came to. `pending` until there is an outcome that can no longer change. */
export type Outcome = 'pending' | 'succeeded' | 'failed' | 'cancelled'

/**
 * COMPLETED is not success: a generation that failed at the provider rests on COMPLETED with
 * billing `failed`. `partial` is real, paid output even where an error says what is missing.
 * An unknown state is pending: a future state must not crash or end a run.
 */
export function outcomeOf(item: Pick<RequestItem, 'status' | 'billingStatus' | 'error'>): Outcome {
  switch (item.status) {
    case 'FAILED':
      return 'failed'
    case 'CANCELLED':
      return 'cancelled'
    case 'COMPLETED':
      if (item.billingStatus === 'failed') return 'failed'
      if (item.billingStatus === 'partial') return 'succeeded'
      if (hasError(item.error)) return 'failed'
      return item.billingStatus === 'charged' ? 'succeeded' : 'pending'
    default:
      return 'pending'
  }
}

function hasError(error: unknown): boolean {
  return Array.isArray(error) ? error.length > 0 : Boolean(error)
}
