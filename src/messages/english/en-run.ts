import type { RunMessages } from '../areas/run-messages.js'
import { formatDuration } from '../format-duration.js'
import { formatMoney } from '../format-money.js'
import { formatNumber } from '../format-number.js'
import { formatPercent } from '../format-percent.js'
import { formatTime } from '../format-time.js'
import { plural } from '../plural.js'

/** English: status, runner, balance and history. */
export const enRun: RunMessages = {
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

  runnerRun: 'Run',
  runnerRunAgain: 'Run again',
  runnerUploading: (ratio) => `Uploading ${formatPercent('en', ratio)}`,
  runnerSubmitting: 'Submitting',
  runnerSubmittingLong: 'Taking longer than usual. Your input is saved.',
  runnerSubmittingOffline: "You're offline. Your input is saved.",
  runnerLoading: 'Loading…',
  runnerOutput: 'Output',
  runnerOutputPlaceholder: 'Your output appears here.',
  runnerCost: (amount, isExact) => `${isExact ? '' : '≈ '}${formatMoney('en', amount)} per run`,
  runnerStoppedWatching: 'Progress hidden. The run continues and may be charged.',

  balanceLabel: 'Balance',
  balanceAmount: (amount, currency) => formatMoney('en', amount, currency),
  balanceLow: 'Low balance',
  balanceTopUp: 'Add funds',
  balanceLoading: 'Loading balance',
  balanceUnknown: 'Balance unavailable',
  balanceRetry: 'Try again',

  historyLabel: 'Recent runs',
  historyEmpty: 'Nothing here yet. Your runs appear here.',
  historyLoading: 'Loading runs',
  historyLoadingMore: 'Loading more',
  historyCount: (total) => plural('en', total, { one: '# run', other: '# runs' }),
  historyTime: (at, now) => formatTime('en', at, now),
  historyPrice: (amount) => formatMoney('en', amount),
  historyNotCharged: 'Not charged',
  historyPurged: 'Input and output are no longer stored.',
  historyNoPrompt: 'No prompt',
  runnerDone: (images) =>
    images > 0
      ? `Done, ${plural('en', images, { one: '# image', other: '# images' })}`
      : 'The result is ready',
  runnerExpected: (fromMs, toMs) =>
    fromMs < toMs
      ? `usually ${formatDuration('en', fromMs)} to ${formatDuration('en', toMs)}`
      : `usually ${formatDuration('en', toMs)}`,
  runnerOffline: "You're offline. The run continues and its output appears when you're back.",
  runnerPrevious: 'Previous output',
  runnerSession: 'Runs in this session',
  runnerSessionRun: (position) => `Run ${formatNumber('en', position)}`,
  runnerChanged: (fields) => `Changed: ${fields}`,
  historyInput: 'Input',
  historyOutput: 'Output',
  historyRunAgain: 'Run again',
  historyDelete: 'Delete input and output',
  historyDeleteText: "This can't be undone. Links to the files stop working.",
  historyDeleteConfirm: 'Delete',
  historyCancel: 'Cancel',
  historyPublish: 'Make public',
  historyUnpublish: 'Make private',
}
