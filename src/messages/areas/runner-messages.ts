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

/** RequestRunner: the stage, from the click to the output. */
export interface RunStageMessages {
  runnerUploading: (ratio: number) => string
  /** Beside it, when it has taken a while. */
  runnerSubmittingLong: string
  /** Beside it, as long as there is no connection. */
  runnerSubmittingOffline: string
  runnerStoppedWatching: string
  /** Announced at the end of a run. `images`: how many there are; 0 where the output is something else. */
  runnerDone: (images: number) => string
  /** Beside a run that goes on while there is no connection. */
  runnerOffline: string
  /** Label of the last output, shown dimmed while the next run goes on. */
  runnerPrevious: string
  runnerSession: string
  runnerSessionRun: (position: number) => string
  /** How far the model has come by its log. */
  runnerStep: (done: number, total: number) => string
  /** Label of the last lines of the model's log. */
  runnerLog: string
  /** What of the input differs from the run before; names of fields. */
  runnerChanged: (fields: string) => string
}

/** RequestRunner: what a run costs. */
export interface RunCostMessages {
  /** `amount`: a decimal string in USD. */
  runnerCost: (amount: string, isExact: boolean) => string
}

/** RequestStatus. */
export interface StatusMessages {
  statusQueued: string
  statusRunning: string
  /** Done, but not yet settled whether it counts. */
  statusSettling: string
  statusSucceeded: string
  statusFailed: string
  statusCancelled: string
  statusUnknown: string
  /** The request cannot be read, e.g. because it is not known. */
  statusUnreadable: string
  /** How long it has been going on. */
  statusElapsed: (ms: number) => string
  /** How long it took in all. */
  statusTook: (ms: number) => string
  statusLong: string
  statusCancel: string
  statusCancelling: string
  statusStopWatching: string
  statusCannotStop: string
  statusStillRunning: string
  statusAlreadyFinished: string
  statusNotCharged: string
  /** How long runs of this model took before, ms. */
  runnerExpected: (fromMs: number, toMs: number) => string
}
