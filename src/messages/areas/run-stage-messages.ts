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
