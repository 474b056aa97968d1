import type { Metadata, QueuePriority } from '../../protocol/queue-envelope.js'
import type { RequestItem } from '../../protocol/request-item.js'
import type { ModelRunnerError } from '../errors/model-runner-error.js'
import type { Lifecycle } from '../transport/lifecycle.js'

/** A request that the platform accepted. */
export interface SubmittedRequest {
  requestId: string
  endpoint: string
  submittedAt: Date
  /** The tag under which this submit can be found again (`metadata.mr_client_id`). */
  clientId: string
}

/** How a submit is sent. */
export interface SubmitOptions {
  /** Flat string map, to find requests by: at most 15 keys beside the client id (16 with `exactlyOnce: false`). */
  metadata?: Metadata
  /** When the platform deletes what the request made. */
  lifecycle?: Lifecycle
  /** Whether the platform keeps input and output. */
  storeIo?: boolean
  /** @default 'normal' */
  priority?: QueuePriority
  /** Asks for the runner that served this hint before. */
  hint?: string
  /** Called by the platform when the request ends: an https URL of at most 2048 characters, or with the events it wants. */
  webhook?: string | { url: string; events?: ('start' | 'completed')[] }
  /** The model that a wrapper endpoint runs, as `owner/alias`. */
  baseModel?: string
  /** Whether a second submit may start while one is on its way; otherwise it is ignored. @default false */
  concurrent?: boolean
  /** Tags the submit and asks for it where its answer is lost, so that one call makes at most one billable request. @default true */
  exactlyOnce?: boolean
  /** The input holds a secret: it is never stored, so that after a reload a lost submit is looked for but not sent again. @default false */
  isSecret?: boolean
}

export interface SubmitCallbacks {
  /** The platform accepted it. */
  onSubmitted?: (request: SubmittedRequest) => void
  /** The submit failed. A request that fails later is reported by `onFailed`. */
  onError?: (error: ModelRunnerError) => void
}

/** What `onSucceeded` receives. */
export interface SucceededRequest<O> {
  requestId: string
  output: O | undefined
  request: RequestItem | undefined
}

export interface RunCallbacks<O = unknown> extends SubmitCallbacks {
  /** Once per run, also over reloads and tabs. */
  onSucceeded?: (result: SucceededRequest<O>) => void
  /** Once per run: the submit or the generation failed. Not where the run cannot be read: it may go well. */
  onFailed?: (error: ModelRunnerError) => void
}
