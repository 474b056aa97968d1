import type { RunStageMessages } from '../areas/runner-messages.js'
import { formatNumber, plural } from '../format-number.js'
import { formatPercent } from '../format-percent.js'

/** English: a run on the stage. */
export const enRunStage: RunStageMessages = {
  runnerUploading: (ratio) => `Uploading ${formatPercent('en', ratio)}`,
  runnerSubmittingLong: 'Taking longer than usual. Your input is saved.',
  runnerSubmittingOffline: "You're offline. Your input is saved.",
  runnerStoppedWatching: 'Progress hidden. The run continues and may be charged.',
  runnerDone: (images) =>
    images > 0
      ? `Done, ${plural('en', images, { one: '# image', other: '# images' })}`
      : 'The result is ready',
  runnerOffline: "You're offline. The run continues and its output appears when you're back.",
  runnerPrevious: 'Previous output',
  runnerSession: 'Runs in this session',
  runnerSessionRun: (position) => `Run ${formatNumber('en', position)}`,
  runnerStep: (done, total) => `Step ${formatNumber('en', done)} of ${formatNumber('en', total)}`,
  runnerLog: 'Log',
  runnerChanged: (fields) => `Changed: ${fields}`,
}
