import type { StatusMessages } from '../../messages/areas/status-messages.js'
import type { StatusState } from './status-state.js'

/** The words for a state. */
export function statusText(state: StatusState, messages: StatusMessages): string {
  switch (state) {
    case 'unknown':
      return messages.statusUnknown
    case 'unreadable':
      return messages.statusUnreadable
    case 'queued':
      return messages.statusQueued
    case 'running':
      return messages.statusRunning
    case 'settling':
      return messages.statusSettling
    case 'succeeded':
      return messages.statusSucceeded
    case 'failed':
      return messages.statusFailed
    case 'cancelled':
      return messages.statusCancelled
    default:
      return state satisfies never
  }
}
