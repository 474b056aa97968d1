/** RequestRunner: its form and its actions. */
export interface RunnerMessages {
  runnerRun: string
  runnerRunAgain: string
  runnerLoading: string
  /** Name of the place where the output comes. */
  runnerOutput: string
  runnerOutputPlaceholder: string
  runnerSubmitting: string
  /** Fetches the rest of the app again that shows a run. */
  runnerLoadAgain: string
}
