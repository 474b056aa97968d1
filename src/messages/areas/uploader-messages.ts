/** FileUploader. */
export interface UploaderMessages {
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
  uploaderChooseAgain: string
  /** Names the menu of one file. */
  uploaderMore: (name: string) => string
  /** Why a file is not up: it changed on disk, the storage refused it, the storage refuses this page, no connection. */
  uploaderFailed: (reason: 'file-changed' | 'refused' | 'cors' | 'network') => string
  /** The storage is busy; when it can be tried again. */
  uploaderFailedBusy: (seconds: number) => string
  /** The storage answered that it cannot take the file now (5xx, 429). */
  uploaderUnavailable: string
  /** A form is submitted while files are on their way. */
  uploaderUnfinished: string
  uploaderRequired: string
  /** How many files were refused for one reason, which follows. */
  uploaderRefusedFiles: (files: number) => string
  /** Of a file whose upload a reload cut short: what is there already. */
  uploaderInterrupted: (loaded: number, total: number) => string
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
