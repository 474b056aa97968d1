import type { ModelRunnerError } from '../errors/model-runner-error.js'
import type { Progress } from '../upload-updates.js'
import type { LiveRequest } from '../store/live-requests.js'
import type { CancelOutcome } from '../cancel-outcome.js'
import type { RunOptions } from './run.js'
import type { SubmittedRequest } from './submit-options.js'

/** One submit. Never changed: what becomes of it is the state's. */
export interface Job {
  readonly clientId: string
  readonly endpoint: string
  /** The input as it was given. */
  readonly variables: unknown
  /** What is sent: URLs in place of files. Undefined where it was too large to store: then it is not sent again. */
  readonly input: unknown
  readonly options: RunOptions
  /** `click`: by this page; `record`: before a reload; `tab`: by another tab while this page only shows the run. */
  readonly origin: 'click' | 'record' | 'tab'
  /** A POST may have reached the platform: ask before sending. */
  readonly isSent: boolean
  /** When it began, ms since the epoch. */
  readonly at: number
  /** The same moment on the monotonic clock, ms. */
  readonly startedAt: number
  /** Tells its input apart, where it is stored. */
  readonly digest?: string
  /** The request that was stored under its name when it was clicked, and so is another run's. */
  readonly storedBefore?: string
  /** The client id of the run that was shown before: it is over, whatever became of it. */
  readonly replaces?: string
}

/** Where a run is. */
export type RunState =
  | { readonly at: 'idle' }
  | { readonly at: 'uploading'; readonly job: Job; readonly progress?: Progress }
  | Waiting
  | Sending
  | Recovering
  | Accepted
  | {
      readonly at: 'failed'
      readonly job: Job
      readonly error: ModelRunnerError
      readonly isNotified?: boolean
    }

/** Waits for its turn among the tabs that share the run. */
export interface Waiting {
  readonly at: 'waiting'
  readonly job: Job
  /** Cancelled, while an earlier POST of it may be at the platform: looked for to be cancelled there, without waiting on. */
  readonly isCancelled?: boolean
}

export interface Sending {
  readonly at: 'sending'
  readonly job: Job
  /** POSTs so far that were refused with 429. */
  readonly tries: number
  /** Times the platform was asked and did not have it. */
  readonly absences: number
  /** This POST was handed to `fetch`: its fate is unknown until it is answered. */
  readonly isHandedOver: boolean
  /** What was asked for meanwhile: then it is not sent again. */
  readonly unwanted?: 'cancel' | 'reset'
}

/**
 * Between two POSTs: after a lost answer the platform is asked for the client id; after a 429, which means not queued, the run
 * waits. A job that was not sent is asked for only to see whether the network works.
 */
export interface Recovering {
  readonly at: 'recovering'
  readonly job: Job
  readonly tries: number
  readonly absences: number
  /** Why; none after a reload and on a retry. */
  readonly error?: ModelRunnerError
  readonly maySend: boolean
}

export interface Accepted {
  readonly at: 'accepted'
  readonly job: Job
  readonly submitted: SubmittedRequest
  /** Another tab had the answer, and reported it there. */
  readonly isAdopted: boolean
  readonly live?: LiveRequest
  /** The one read of the output, or of the reason of a failure, where the item does not hold it. */
  readonly read: 'none' | 'reading' | 'done' | 'failed'
  readonly output?: unknown
  readonly readError?: ModelRunnerError
  readonly cancelOutcome?: CancelOutcome
  readonly cancelError?: ModelRunnerError
  /** On the monotonic clock, ms. */
  readonly endedAt?: number
  readonly isNotified?: boolean
}

/** What to do when a run's turn has come. */
export type Decision =
  | { readonly do: 'send' }
  /** Ask for the client id first; `maySend` where nobody else may be about to send it. */
  | { readonly do: 'look'; readonly job?: Job; readonly maySend: boolean }
  /** Another tab has the platform's answer. */
  | { readonly do: 'adopt'; readonly job?: Job; readonly submitted: SubmittedRequest }
  /** Refused or reset elsewhere. */
  | { readonly do: 'abandon' }

export type RunEvent =
  | {
      readonly type: 'start'
      readonly job: Job
      readonly hasFiles?: boolean
      /** What is wrong with the input, so that nothing is sent. */
      readonly refusal?: ModelRunnerError
      /** The platform has it already. */
      readonly submitted?: SubmittedRequest
    }
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'uploaded'; readonly input: unknown }
  | { readonly type: 'turn'; readonly decision: Decision }
  | { readonly type: 'handedOver'; readonly at: number; readonly now: number }
  | { readonly type: 'accepted' | 'found'; readonly submitted: SubmittedRequest }
  /** What was under way ended without an answer that accepts it. */
  | { readonly type: 'failed'; readonly error: ModelRunnerError }
  /** What recovering came to: sent again, given up, or left to the tab whose run it is. */
  | {
      readonly type: 'again'
      readonly tries: number
      readonly absences: number
    }
  | { readonly type: 'givenUp'; readonly error: ModelRunnerError }
  | { readonly type: 'gone' }
  /** The code that recovers could not be loaded. */
  | { readonly type: 'notLoaded' }
  | { readonly type: 'retry' | 'cancel' | 'abort' | 'reset' | 'readAgain' | 'notified' | 'notNotified' }
  | { readonly type: 'live'; readonly live: LiveRequest; readonly now: number }
  | { readonly type: 'read'; readonly output: unknown }
  | { readonly type: 'unread'; readonly error: ModelRunnerError }
  | { readonly type: 'cancelled'; readonly outcome: CancelOutcome }
  | { readonly type: 'notCancelled'; readonly error: ModelRunnerError }

/** What the runner has to do; what it needs for that is in the state. */
export type Effect =
  | 'upload'
  | 'enter'
  | 'save'
  | 'send'
  | 'recover'
  /** Break off what is under way. */
  | 'abort'
  /** The submit is over: answer its promise, tell `onSubmitted` or `onError`. */
  | 'settle'
  | 'forget'
  | 'resubmit'
  | 'read'
  | 'readLater'
  | 'refresh'
  | 'cancel'
  /** Tell `onSucceeded` or `onFailed`. */
  | 'notify'

export type Step = readonly [state: RunState, ...effects: Effect[]]
