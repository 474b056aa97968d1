/** RequestRunner: its form and its actions. */
export interface RunnerMessages {
  runnerRun: string
  runnerRunAgain: string
  runnerLoading: string
  /** Name of the place where the output comes. */
  runnerOutput: string
  runnerOutputPlaceholder: string
  /** `amount`: a decimal string in USD. */
  runnerCost: (amount: string, isExact: boolean) => string
}
