import type { Outcome, RequestState } from '../../protocol/request-item.js'

export type StatusState =
  'unknown' | 'unreadable' | 'queued' | 'running' | 'settling' | 'succeeded' | 'failed' | 'cancelled'

/** One state out of status and outcome. `settling`: done, but whether it counts is not known yet. */
export function statusState(status: RequestState | undefined, outcome: Outcome | undefined): StatusState {
  if (outcome && outcome !== 'pending') return outcome
  switch (status) {
    case undefined:
      return 'unknown'
    case 'IN_PROGRESS':
      return 'running'
    case 'COMPLETED':
      return 'settling'
    default:
      return 'queued'
  }
}
