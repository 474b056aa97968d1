/**
 * Why one PUT did not succeed:
 * `network` no answer (refused, reset, CORS) · `stall` nothing moved for too long · `status` an answer outside 2xx ·
 * `etag` the answer's ETag cannot be read.
 */
export type PutFailureReason = 'network' | 'stall' | 'status' | 'etag'

/** One PUT that failed. Internal: what leaves the room is a ModelRunnerError. */
export class PutFailure extends Error {
  override readonly name = 'PutFailure'
  readonly reason: PutFailureReason
  /** HTTP status; 0 without an answer. */
  readonly status: number
  /** Bytes that had left before it failed. */
  readonly sent: number
  readonly retryAfterMs?: number
  /** Beginning of the answer's body: the storage's XML says what it minds. */
  readonly body?: string

  constructor(
    reason: PutFailureReason,
    facts: { status?: number; sent?: number; retryAfterMs?: number; body?: string } = {},
  ) {
    super(`PUT failed: ${reason}`)
    this.reason = reason
    this.status = facts.status ?? 0
    this.sent = facts.sent ?? 0
    this.retryAfterMs = facts.retryAfterMs
    this.body = facts.body
  }

  get isRetryable(): boolean {
    switch (this.reason) {
      case 'network':
      case 'stall':
        return true
      case 'status':
        return this.status >= 500 || this.status === 429 || this.status === 408 || this.#isTooSlow
      case 'etag':
        return false
      default:
        return this.reason satisfies never
    }
  }

  /** S3 answers 400 where the bytes came too slowly or the connection stood still. */
  get #isTooSlow(): boolean {
    return this.status === 400 && /<Code>RequestTimeout</.test(this.body ?? '')
  }
}
