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
