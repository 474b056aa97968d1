import type { PlatformAnswer } from '../upstream/platform.js'
import type { Refusal } from '../refusal.js'
import { isRecord } from '../isolation/user-metadata.js'

/**
 * What is known after a submit was sent: it was taken, it was refused (nothing was queued), or nobody can
 * tell, and then it may have been queued and will be billed.
 */
export type SubmitOutcome =
  | { type: 'accepted'; answer: PlatformAnswer; requestId: string }
  | { type: 'refused'; answer: PlatformAnswer }
  | { type: 'unknown'; answer: PlatformAnswer | Refusal }

export function outcomeOfSubmit(answer: PlatformAnswer): SubmitOutcome {
  if (answer.ok) {
    const { json } = answer
    const requestId = isRecord(json) && typeof json['status'] === 'string' ? json['request_id'] : undefined
    if (typeof requestId === 'string' && requestId) return { type: 'accepted', answer, requestId }
    // A 2xx that says nothing usable counts as lost.
    return { type: 'unknown', answer }
  }
  const isRefused = answer.status >= 400 && answer.status < 500 && answer.status !== 408
  return { type: isRefused ? 'refused' : 'unknown', answer }
}
