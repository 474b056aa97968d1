import { createParts } from '../internal/create-parts.js'
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

/** Parts of `<RequestStatus>` and their states. */
export interface RequestStatusParts {
  root: StatusState
  /** The status text. */
  state: StatusState
  /** The elapsed time or the duration. */
  elapsed: never
  /** Cancels, or hides the progress of a run that cannot be cancelled. */
  cancel: 'cancel' | 'stop-watching' | 'cancelling'
  /** What cancelling does, and its outcome. */
  note: never
}

export const { Root, Part } = createParts<RequestStatusParts>('request-status')
