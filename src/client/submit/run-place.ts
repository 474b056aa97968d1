import type { SubmittedRequest, SubmitCallbacks, SubmitOptions } from './submit-options.js'

/** One submit from click to answer. */
export interface SubmitJob {
  clientId: string
  endpoint: string
  input: unknown
  options: SubmitOptions & SubmitCallbacks
  /** The submit may be at the platform already: look before sending. */
  isSent: boolean
  /** When it began, ms since the epoch. */
  at: number
  /** Found in its place: begun before a reload, or by another tab that may still be at it. */
  isTakenUp?: boolean
  /** Begun by another tab while this one was there, too. */
  isOthers?: boolean
  /** Whether it may only be looked for: somebody else may be about to send it. */
  isOnlySought?: boolean
  /** The run that was shown when this one was started: it is over, whatever became of it. */
  replaces?: string
}

/** What changes on the way: the input with URLs in place of files, that a POST leaves, that it was answered. */
export type KeepJob = (change: Partial<SubmitJob> & { requestId?: string }) => void

/** Where a run is kept so that reloads and other tabs find it. */
export interface RunPlace {
  /**
   * Sends alone among all tabs, or gives what another tab already has of this run; undefined where that one came to
   * another end or forgot it.
   */
  perform(
    job: SubmitJob,
    isCurrent: () => boolean,
    send: (keep: KeepJob) => Promise<SubmittedRequest>,
  ): Promise<SubmittedRequest | undefined>
  forget(): void
  /**
   * Whether this caller is the first, over tabs and reloads, to tell the outcome of the request, or, where there is none,
   * what became of the submit.
   */
  claim(clientId: string | undefined, requestId: string | undefined): Promise<boolean>
}
