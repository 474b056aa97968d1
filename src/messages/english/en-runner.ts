import type { RunnerMessages } from '../areas/runner-messages.js'
import { formatMoney } from '../format-money.js'

/** English: the runner. */
export const enRunner: RunnerMessages = {
  runnerRun: 'Run',
  runnerRunAgain: 'Run again',
  runnerLoading: 'Loading…',
  runnerOutput: 'Output',
  runnerOutputPlaceholder: 'Your output appears here.',
  runnerCost: (amount, isExact) => `${isExact ? '' : '≈ '}${formatMoney('en', amount)} per run`,
}
