import { createParts } from '../internal/create-parts.js'
import type { StatusState } from './status-state.js'

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
