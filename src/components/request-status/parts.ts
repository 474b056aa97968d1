import { createParts } from '../internal/create-parts.js'
import type { StatusState } from './status-state.js'

/** Parts of `<RequestStatus>` and their states. */
export interface RequestStatusParts {
  root: StatusState
  /** The state in words. */
  state: StatusState
  /** How long it has been going on, or took. */
  elapsed: never
  /** Cancels, or stops watching where a run cannot be stopped. */
  cancel: 'cancel' | 'stop-watching' | 'cancelling'
  /** What cancelling means here, and what it came to. */
  note: never
}

export const { Root, Part } = createParts<RequestStatusParts>('request-status')
