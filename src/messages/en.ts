import { formatDuration } from './format-duration.js'
import { formatMoney } from './format-money.js'
import { formatNumber } from './format-number.js'
import { formatPercent } from './format-percent.js'
import type { Messages } from './messages.js'
import { plural } from './plural.js'

/** The default catalogue: plain English. */
export const en: Messages = {
  locale: 'en',
  direction: 'ltr',

  formSubmit: 'Submit',
  formRequired: 'Fill this in.',
  formNotInteger: 'Use a whole number.',
  formNotANumber: 'Use a number.',
  formNotAChoice: 'Choose one of the options.',
  formNotAUrl: 'Use a link that begins with https://.',
  formNotJson: 'This is not valid JSON.',
  formWrongPattern: 'This is not in the expected format.',
  formWrongType: (type) => `This must be JSON of the type ${type}.`,
  formTooShort: (characters) =>
    plural('en', characters, { one: 'Use at least # character.', other: 'Use at least # characters.' }),
  formTooLong: (characters) =>
    plural('en', characters, { one: 'Use at most # character.', other: 'Use at most # characters.' }),
  formMinimum: (limit) => `Use ${formatNumber('en', limit)} or more.`,
  formMaximum: (limit) => `Use ${formatNumber('en', limit)} or less.`,
  formAbove: (limit) => `Use more than ${formatNumber('en', limit)}.`,
  formBelow: (limit) => `Use less than ${formatNumber('en', limit)}.`,
  formStep: (step) => `Use a multiple of ${formatNumber('en', step)}.`,
  formTooFew: (items) => plural('en', items, { one: 'Add at least # item.', other: 'Add at least # items.' }),
  formTooMany: (items) =>
    plural('en', items, { one: 'Keep at most # item.', other: 'Keep at most # items.' }),
  formItemProblem: (position, problem) => `Item ${formatNumber('en', position)}: ${problem}`,
  formProblems: (count) =>
    plural('en', count, { one: '# thing needs your attention.', other: '# things need your attention.' }),
  formUnset: 'Not set',
  formCustomSize: 'Custom size',
  formRange: (minimum, maximum) => `${formatNumber('en', minimum)} to ${formatNumber('en', maximum)}`,
  formCharacters: (used, maximum) =>
    `${formatNumber('en', used)} of ${formatNumber('en', maximum)} characters`,
  formAddItem: 'Add',
  formItem: (label, position) => `${label} ${formatNumber('en', position)}`,
  formRemoveItem: (name) => `Remove ${name}`,
  formMoveUp: (name) => `Move ${name} up`,
  formMoveDown: (name) => `Move ${name} down`,
  formFileUrl: 'Link to a file',
  formAddLink: 'Add link',
  formChooseFile: 'Choose a file',
  formChooseFiles: 'Choose files',
  formJson: 'Input as JSON',
  formJsonHint: 'This model publishes no form. Write its input as a JSON object.',

  outputNothing: 'The run gave no output.',
  outputPurged: 'The output was removed after its retention time.',
  outputDownload: 'Download',
  outputOpen: 'Open in a new tab',
  outputImage: (position, total) => numbered('Generated image', position, total),
  outputVideo: (position, total) => numbered('Generated video', position, total),
  outputAudio: (position, total) => numbered('Generated audio', position, total),
  outputImageBroken: 'The image could not be loaded.',
  outputRetry: 'Try again',
  outputModel3d: '3D model',
  outputFile: 'File',
  outputText: 'Generated text',
  outputData: 'Data',
  outputCopy: 'Copy',
  outputCopied: 'Copied',
  outputEntries: (count) => plural('en', count, { one: '# entry', other: '# entries' }),
  outputUnsafe: 'A link was left out because it is not safe to open.',

  statusQueued: 'In the queue',
  statusRunning: 'Running',
  statusSettling: 'Finishing',
  statusSucceeded: 'Done',
  statusFailed: 'Failed',
  statusCancelled: 'Cancelled',
  statusUnknown: 'Reading the status',
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
  runnerLoading: 'Loading the form',
  runnerOutput: 'Output',
  runnerOutputPlaceholder: 'The output appears here.',
  runnerCost: (amount, isExact) => `${isExact ? 'Costs' : 'Costs about'} ${formatMoney('en', amount)}`,
  runnerStoppedWatching: 'No longer watching. The run goes on and may be billed.',
  runnerClear: 'Clear',
}

function numbered(name: string, position: number, total: number): string {
  return total > 1 ? `${name} ${formatNumber('en', position)} of ${formatNumber('en', total)}` : name
}
