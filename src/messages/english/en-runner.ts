import type { RunnerMessages } from '../areas/runner-messages.js'

/** English: the runner. */
export const enRunner: RunnerMessages = {
  runnerRun: 'Run',
  runnerRunAgain: 'Run again',
  runnerLoading: 'Loading…',
  runnerOutput: 'Output',
  runnerOutputPlaceholder: 'Your output appears here.',
  runnerSubmitting: 'Submitting',
  runnerLoadAgain: 'Couldn’t load this part. Try again',
}
