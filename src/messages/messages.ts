/**
 * Every string a person can see, in one flat catalogue. Strings with a number or a unit are functions,
 * so that each language can use its own plurals. Keys are grouped by component with a prefix.
 */
export interface Messages {
  /** BCP 47 tag, for Intl and `lang`. */
  locale: string
  /** Reading direction of the language. */
  direction: 'ltr' | 'rtl'

  // SchemaForm
  /** Label of the submit button. */
  formSubmit: string
  formRequired: string
  formNotInteger: string
  formNotANumber: string
  formNotAChoice: string
  formNotAUrl: string
  formNotJson: string
  formWrongPattern: string
  /** `type`: the JSON type that is expected: object, array, string … */
  formWrongType: (type: string) => string
  formTooShort: (characters: number) => string
  formTooLong: (characters: number) => string
  formMinimum: (limit: number) => string
  formMaximum: (limit: number) => string
  /** Greater than the limit, not equal. */
  formAbove: (limit: number) => string
  /** Less than the limit, not equal. */
  formBelow: (limit: number) => string
  formStep: (step: number) => string
  formTooFew: (items: number) => string
  formTooMany: (items: number) => string
  /** A problem of one entry of a list; positions begin at 1. */
  formItemProblem: (position: number, problem: string) => string
  /** Told when a submit was held back. */
  formProblems: (count: number) => string
  /** A choice that was not made. */
  formUnset: string
  formCustomSize: string
  /** Hint below a number with bounds. */
  formRange: (minimum: number, maximum: number) => string
  /** Characters used, near the end of a limit. */
  formCharacters: (used: number, maximum: number) => string
  formAddItem: string
  /** Name of one entry of a list. */
  formItem: (label: string, position: number) => string
  formRemoveItem: (name: string) => string
  formMoveUp: (name: string) => string
  formMoveDown: (name: string) => string
  formFileUrl: string
  formAddLink: string
  formChooseFile: string
  formChooseFiles: string
  /** Label of the editor where a model publishes no schema. */
  formJson: string
  formJsonHint: string

  // OutputView
  outputNothing: string
  outputPurged: string
  outputDownload: string
  outputOpen: string
  /** Alternative text; what the picture shows is not known. */
  outputImage: (position: number, total: number) => string
  outputVideo: (position: number, total: number) => string
  outputAudio: (position: number, total: number) => string
  outputImageBroken: string
  outputRetry: string
  outputModel3d: string
  outputFile: string
  outputText: string
  outputData: string
  outputCopy: string
  outputCopied: string
  /** Entries of a list or object that is folded away. */
  outputEntries: (count: number) => string
  /** A link that was not followed: not http(s). */
  outputUnsafe: string

  // RequestStatus
  statusQueued: string
  statusRunning: string
  /** Done, but not yet settled whether it counts. */
  statusSettling: string
  statusSucceeded: string
  statusFailed: string
  statusCancelled: string
  statusUnknown: string
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
  runnerLoading: string
  /** Name of the place where the output comes. */
  runnerOutput: string
  runnerOutputPlaceholder: string
  /** `amount`: a decimal string in USD. */
  runnerCost: (amount: string, isExact: boolean) => string
  runnerStoppedWatching: string
  runnerClear: string
}
