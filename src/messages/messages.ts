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
  /** What the star beside a label says to a screen reader. */
  formIsRequired: string
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
  /** The three ways to give a file, as short as can be. */
  formWayUpload: string
  formWayUrl: string
  formWayLibrary: string
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
  runnerLoading: string
  /** Name of the place where the output comes. */
  runnerOutput: string
  runnerOutputPlaceholder: string
  /** `amount`: a decimal string in USD. */
  runnerCost: (amount: string, isExact: boolean) => string
  runnerStoppedWatching: string

  // ErrorNotice: a title and a text for each thing that can have happened
  errorValidationTitle: string
  errorValidationText: string
  /** Not set up: sign-in, key or proxy. People are told nothing technical. */
  errorUnavailableTitle: string
  errorUnavailableText: string
  errorForbiddenTitle: string
  errorForbiddenText: string
  errorBalanceTitle: string
  errorBalanceText: string
  errorNotFoundTitle: string
  errorNotFoundText: string
  errorConflictTitle: string
  errorConflictText: string
  errorTooLargeTitle: string
  errorTooLargeText: string
  errorOutputTitle: string
  errorOutputText: string
  errorGenerationTitle: string
  /** Where the provider gave no reason. */
  errorGenerationText: string
  errorRateLimitTitle: string
  errorRateLimitText: string
  /** While it is tried again by itself. */
  errorRateLimitAutoText: string
  errorServerTitle: string
  errorServerText: string
  errorNetworkTitle: string
  errorNetworkText: string
  errorOfflineTitle: string
  errorOfflineText: string
  /** While it is tried again by itself once the connection is back. */
  errorOfflineAutoText: string
  errorTimeoutTitle: string
  errorTimeoutText: string
  errorUnexpectedTitle: string
  errorUnexpectedText: string
  errorFileTitle: string
  errorFileText: string
  errorUploadTitle: string
  errorUploadText: string
  /** The answer to a submit was lost. */
  errorUnknownTitle: string
  errorUnknownText: string
  errorNotCharged: string
  /** Seconds until it is tried again by itself. */
  errorCountdown: (seconds: number) => string
  errorRetry: string
  /** Instead of waiting. */
  errorRetryNow: string
  /** Where a second run may cost twice. */
  errorRunAnyway: string
  errorRetrying: string
  errorStop: string
  errorStopped: string
  errorTopUp: string
  errorNewTab: string
  /** `amount`: a decimal string. */
  errorBalance: (amount: string, currency: string) => string
  /** Told when money came in while the notice was open. */
  errorToppedUp: string
  errorDismiss: string
  errorRequestId: string
  errorCopyId: string
  errorCopied: string
  errorCopyFailed: string
  /** Heading of what only developers see. */
  errorDeveloper: string
  errorDocs: string
  /** Where the page about a kind of error is. */
  errorDocsUrl: (kind: string) => string

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
  historyMore: string
  historyLoadingMore: string
  historyCount: (total: number) => string
  /** When it was made. `now` and `at`: ms since the epoch. */
  historyTime: (at: number, now: number) => string
  /** What it cost; `amount`: a decimal string in USD. */
  historyPrice: (amount: string) => string
  historyNotCharged: string
  historyPurged: string
  historyNoPrompt: string
  historyRetry: string
  historyProblem: string

  // FileLibrary and FilePicker
  libraryLabel: string
  librarySearch: string
  libraryKind: string
  libraryKindAny: string
  libraryKindImage: string
  libraryKindVideo: string
  libraryKindAudio: string
  libraryKindText: string
  libraryKindModel: string
  libraryKindOther: string
  libraryOrder: string
  libraryNewest: string
  libraryOldest: string
  libraryBuckets: string
  libraryAll: string
  libraryFavorites: string
  libraryUploads: string
  libraryOutputs: string
  libraryInputs: string
  libraryTags: string
  libraryNoTags: string
  libraryTagAny: string
  libraryTagAll: string
  libraryTagsChosen: (count: number) => string
  libraryView: string
  libraryGrid: string
  libraryList: string
  libraryCount: (total: number) => string
  librarySelected: (count: number) => string
  libraryClearSelection: string
  libraryLoading: string
  libraryLoadingMore: string
  libraryEmpty: string
  libraryNothingFound: string
  libraryClearFilters: string
  /** What the keys do; told to screen readers and shown while the files have the focus. */
  libraryKeys: string
  libraryKeysSelectable: string
  librarySize: (bytes: number) => string
  libraryDate: (at: number) => string
  libraryFavorite: string
  libraryUnfavorite: string
  libraryPreview: (name: string) => string
  libraryClose: string
  libraryNoPreview: string
  libraryOpen: string
  libraryDownload: string
  libraryLink: string
  libraryCopy: string
  libraryCopied: string
  libraryCopyFailed: string
  libraryType: string
  librarySizeLabel: string
  libraryAdded: string
  librarySource: string
  librarySourceUpload: string
  librarySourceOutput: string
  librarySourceExternal: string
  libraryRequests: string
  libraryRoleInput: string
  libraryRoleOutput: string
  libraryRoleThumbnail: string
  libraryAddTag: string
  libraryTagName: string
  libraryRemoveTag: (name: string) => string
  libraryRemove: string
  /** What removing does and what it does not. */
  libraryRemoveText: string
  libraryRemoveConfirm: string
  libraryKeep: string
  libraryRemoved: (name: string) => string
  libraryUse: string
  libraryChoose: string
  libraryUseSelected: (count: number) => string

  // FileUploader
  /** Name of the whole and of its list. */
  uploaderLabel: string
  uploaderBrowse: string
  uploaderBrowseMany: string
  uploaderFolder: string
  uploaderDrop: string
  /** While files are held over it. */
  uploaderDropNow: string
  /** What may be chosen: types such as `image/*` and extensions such as `.pdf`. */
  uploaderAccepts: (entries: string[]) => string
  uploaderMaxSize: (bytes: number) => string
  uploaderMaxFiles: (files: number) => string
  // Reasons against a file; its name stands before them.
  uploaderWrongType: string
  uploaderEmpty: string
  uploaderDuplicate: string
  uploaderTooLarge: (maxBytes: number) => string
  uploaderTooMany: (maxFiles: number) => string
  uploaderDismiss: string
  uploaderState: (
    state: 'queued' | 'uploading' | 'paused' | 'retrying' | 'done' | 'failed' | 'cancelled',
  ) => string
  uploaderNotice: (notice: 'resumed' | 'restarted' | 'offline' | 'relayed') => string
  uploaderSize: (bytes: number) => string
  uploaderBytes: (loaded: number, total: number) => string
  uploaderRemaining: (seconds: number) => string
  uploaderTotal: (done: number, total: number) => string
  // Of one file; its name is read out after them.
  uploaderPause: string
  uploaderResume: string
  uploaderCancel: string
  uploaderRetry: string
  uploaderPauseAll: string
  uploaderResumeAll: string
  uploaderCancelAll: string
  uploaderRetryAll: string
  uploaderRemove: (name: string) => string
  uploaderMoveUp: (name: string) => string
  uploaderMoveDown: (name: string) => string
  // Read out.
  uploaderAdded: (files: number) => string
  uploaderRemoved: (name: string) => string
  uploaderMoved: (name: string, position: number, total: number) => string
  uploaderGoing: string
  uploaderOutcome: (counts: { done: number; failed: number; paused: number }) => string
}
