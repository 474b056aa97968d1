import type { RunMessages } from '../areas/run-messages.js'
import { formatDuration } from '../format-duration.js'
import { formatMoney } from '../format-money.js'
import { formatPercent } from '../format-percent.js'
import { formatTime } from '../format-time.js'
import { plural } from '../plural.js'

/** English: status, runner, balance and history. */
export const enRun: RunMessages = {
  statusQueued: 'In the queue',
  statusRunning: 'Running',
  statusSettling: 'Finishing',
  statusSucceeded: 'Done',
  statusFailed: 'Failed',
  statusCancelled: 'Cancelled',
  statusUnknown: 'Reading the status',
  statusUnreadable: 'The status cannot be read',
  statusElapsed: (ms) => `for ${formatDuration('en', ms)}`,
  statusTook: (ms) => `took ${formatDuration('en', ms)}`,
  statusLong: 'Some models take several minutes. You can leave this page open.',
  statusCancel: 'Cancel',
  statusCancelling: 'Cancelling',
  statusStopWatching: 'Stop watching',
  statusCannotStop: 'This model cannot be stopped. The run goes on and may be billed.',
  statusStillRunning: 'It could not be stopped. The run goes on and may be billed.',
  statusAlreadyFinished: 'It had already finished.',
  statusNotCharged: 'You were not charged.',

  runnerRun: 'Run',
  runnerRunAgain: 'Run again',
  runnerUploading: (ratio) => `Uploading ${formatPercent('en', ratio)}`,
  runnerSubmitting: 'Sending',
  runnerSubmittingLong: 'This takes longer than usual. Nothing is lost: your input is kept.',
  runnerSubmittingOffline: 'You are offline. Nothing is lost: your input is kept.',
  runnerLoading: 'Loading the form',
  runnerOutput: 'Output',
  runnerOutputPlaceholder: 'The output appears here.',
  runnerCost: (amount, isExact) => `${isExact ? 'Costs' : 'Costs about'} ${formatMoney('en', amount)}`,
  runnerStoppedWatching: 'No longer watching. The run goes on and may be billed.',

  balanceLabel: 'Balance',
  balanceAmount: (amount, currency) => formatMoney('en', amount, currency),
  balanceLow: 'Running low',
  balanceTopUp: 'Add funds',
  balanceLoading: 'Reading the balance',
  balanceUnknown: 'The balance cannot be read now.',
  balanceRetry: 'Try again',

  historyLabel: 'Recent runs',
  historyEmpty: 'No runs yet.',
  historyLoading: 'Loading the runs',
  historyLoadingMore: 'Loading more',
  historyCount: (total) => plural('en', total, { one: '# run', other: '# runs' }),
  historyTime: (at, now) => formatTime('en', at, now),
  historyPrice: (amount) => formatMoney('en', amount),
  historyNotCharged: 'Not charged',
  historyPurged: 'Input and output are no longer stored.',
  historyNoPrompt: 'No text input',
}
