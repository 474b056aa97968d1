/** Every way in which something can go wrong, as a closed list. */
export type ErrorKind =
  | 'validation'
  | 'unauthorized'
  | 'insufficient-balance'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'invalid-output'
  | 'generation-failed'
  | 'rate-limited'
  | 'server'
  | 'network'
  | 'timeout'
  | 'aborted'
  | 'proxy'
  | 'unexpected-response'
  | 'upload-rejected'
  | 'upload-failed'

/**
 * Why an upload failed: the file was changed or removed on disk · the storage refused it · the bucket's CORS rules refuse
 * this page or hide the ETag · the network.
 */
export type UploadFailureReason = 'file-changed' | 'refused' | 'cors' | 'network'

/** One thing that is wrong with one field. `path` is relative to the input (or output); array indexes are numbers. */
export interface FieldError {
  path: (string | number)[]
  message: string
  code?: string
}

/** A limit of the app's own proxy that a user has reached. */
export interface UserLimit {
  /** As in the handler's `limits`: `submitsPerMinute`, `concurrentRuns`, `spendPerDay`, … */
  name: string
  /** When it ends, ms since the epoch by the server's clock. */
  resetsAt?: number
}

export interface ModelRunnerErrorInit {
  kind: ErrorKind
  /** What happened, why, what to do. Never empty. */
  message: string
  status?: number
  requestId?: string
  fieldErrors?: FieldError[]
  retryable?: boolean
  retryAfterMs?: number
  limit?: UserLimit
  maybeSubmitted?: boolean
  billed?: false | 'unknown'
  body?: unknown
  cause?: unknown
}

/** Marks our errors across two copies of the package, where `instanceof` fails. */
export const ERROR_BRAND = Symbol.for('modelrunner-react.error')

const RETRYABLE: readonly ErrorKind[] = ['rate-limited', 'server', 'network', 'timeout', 'conflict']

/**
 * The one error of this package: every hook's `error`, every rejected promise, every `onError`.
 *
 * @example
 * if (isModelRunnerError(error) && error.kind === 'insufficient-balance') showTopUp()
 */
export class ModelRunnerError extends Error {
  override readonly name = 'ModelRunnerError'
  readonly [ERROR_BRAND] = true
  readonly kind: ErrorKind
  /** The true HTTP status, also where a proxy hid it. */
  readonly status?: number
  /** The platform's correlation id, for support. */
  readonly requestId?: string
  readonly fieldErrors: FieldError[]
  /** Whether the same call may succeed later without a change. */
  readonly retryable: boolean
  /** ms the server asked to wait. */
  readonly retryAfterMs?: number
  /** The app's own limit that was reached (kind `rate-limited`): what to name instead of a countdown of hours. */
  readonly limit?: UserLimit
  /** The platform may have queued the request although no answer came. */
  readonly maybeSubmitted: boolean
  /** What to tell the user about money. */
  readonly billed: false | 'unknown'
  /** The answer's body as far as it could be read. */
  readonly body?: unknown
  /** Of an `upload-failed`: which of its causes it was, as far as a browser can know. */
  declare readonly reason?: UploadFailureReason

  constructor(init: ModelRunnerErrorInit) {
    super(init.message || `The request failed (${init.kind}).`, { cause: init.cause })
    this.kind = init.kind
    this.status = init.status
    this.requestId = init.requestId
    this.fieldErrors = init.fieldErrors ?? []
    this.retryable = init.retryable ?? RETRYABLE.includes(init.kind)
    this.retryAfterMs = init.retryAfterMs
    this.limit = init.limit
    this.maybeSubmitted = init.maybeSubmitted ?? false
    this.billed = init.billed ?? (this.maybeSubmitted ? 'unknown' : false)
    this.body = init.body
  }
}

/** Whether a value is a `ModelRunnerError`, also one made by another copy of this package. */
export function isModelRunnerError(value: unknown): value is ModelRunnerError {
  return (
    typeof value === 'object' && value !== null && (value as Record<symbol, unknown>)[ERROR_BRAND] === true
  )
}
