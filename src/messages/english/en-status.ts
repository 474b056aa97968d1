import type { StatusMessages } from '../areas/runner-messages.js'
import { formatDuration } from '../format-duration.js'

/** English: status. */
export const enStatus: StatusMessages = {
  statusQueued: 'Queued',
  statusRunning: 'Running',
  statusSettling: 'Finalizing',
  statusSucceeded: 'Done',
  statusFailed: 'Failed',
  statusCancelled: 'Cancelled',
  statusUnknown: 'Checking status',
  statusUnreadable: 'Status unavailable',
  statusElapsed: (ms) => formatDuration('en', ms),
  statusTook: (ms) => formatDuration('en', ms),
  statusLong: 'Some models take several minutes.',
  statusCancel: 'Cancel',
  statusCancelling: 'Cancelling',
  statusStopWatching: 'Hide progress',
  statusCannotStop: "This model can't be stopped. The run continues and may be charged.",
  statusStillRunning: "Couldn't cancel. The run continues and may be charged.",
  statusAlreadyFinished: 'Already finished.',
  statusNotCharged: 'You were not charged.',
  runnerExpected: (fromMs, toMs) =>
    fromMs < toMs
      ? `usually ${formatDuration('en', fromMs)} to ${formatDuration('en', toMs)}`
      : `usually ${formatDuration('en', toMs)}`,
}
