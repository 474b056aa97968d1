/** RequestStatus, RequestRunner, Balance and RequestHistory. */
export interface RunMessages {
  // RequestStatus
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

  // RequestRunner
  runnerRun: string
  runnerRunAgain: string
  runnerUploading: (ratio: number) => string
  runnerSubmitting: string
  /** Beside it, when it has taken a while. */
  runnerSubmittingLong: string
  /** Beside it, as long as there is no connection. */
  runnerSubmittingOffline: string
  runnerLoading: string
  /** Name of the place where the output comes. */
  runnerOutput: string
  runnerOutputPlaceholder: string
  /** `amount`: a decimal string in USD. */
  runnerCost: (amount: string, isExact: boolean) => string
  runnerStoppedWatching: string

  // Balance
  balanceLabel: string
  /** `amount`: a decimal string. */
  balanceAmount: (amount: string, currency: string) => string
  balanceLow: string
  balanceTopUp: string
  balanceLoading: string
  balanceUnknown: string
  balanceRetry: string

  // RequestHistory
  historyLabel: string
  historyEmpty: string
  historyLoading: string
  historyLoadingMore: string
  historyCount: (total: number) => string
  /** When it was made. `now` and `at`: ms since the epoch. */
  historyTime: (at: number, now: number) => string
  /** What it cost; `amount`: a decimal string in USD. */
  historyPrice: (amount: string) => string
  historyNotCharged: string
  historyPurged: string
  historyNoPrompt: string
  /** Announced at the end of a run. `images`: how many there are; 0 where the output is something else. */
  runnerDone: (images: number) => string
  /** How long runs of this model took before, ms. */
  runnerExpected: (fromMs: number, toMs: number) => string
  /** Beside a run that goes on while there is no connection. */
  runnerOffline: string
  /** Label of the last output, shown dimmed while the next run goes on. */
  runnerPrevious: string
  runnerSession: string
  runnerSessionRun: (position: number) => string
  /** What of the input differs from the run before; names of fields. */
  runnerChanged: (fields: string) => string
  historyInput: string
  historyOutput: string
  historyRunAgain: string
  historyDelete: string
  historyDeleteText: string
  historyDeleteConfirm: string
  historyCancel: string
  historyPublish: string
  historyUnpublish: string
}
