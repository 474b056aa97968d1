import type { Outcome, RequestItem, RequestState } from '../../protocol/request-item.js'
import type { QueueEnvelope } from '../../protocol/queue-envelope.js'
import type { ModelRunnerError } from '../errors/model-runner-error.js'

/** What is known of one request now. Times are ms since the epoch. */
export interface LiveRequest {
  readonly id: string
  readonly endpoint?: string
  readonly status?: RequestState
  readonly outcome: Outcome
  /** The newest item the platform gave, if any. */
  readonly request?: RequestItem
  /** Why the request failed, or why it cannot be read (404). */
  readonly error?: ModelRunnerError
  readonly submittedAt?: number
  readonly startedAt?: number
  readonly finishedAt?: number
}

/** What is held of one request. */
export interface HeldRequest {
  readonly state: LiveRequest
  /** The connection's epoch in which an update of it came last: while it lasts, nothing can have been missed. */
  epoch?: number
}

/** Updates of requests that nobody knows yet, kept while a submit is on its way: they can overtake its answer. */
export interface EarlyUpdates {
  /** Keeps them until the returned function is called. */
  expect(): () => void
  /** The newest one that fits. */
  findLast(fits: (item: RequestItem) => boolean): RequestItem | undefined
  /** A new snapshot came: what was pending before it may have ended meanwhile. */
  forgetPending(): void
}

/** Live state of requests, one small store each, so that an update of one costs nothing to the others. */
export interface LiveRequests {
  /** Keeps the request's state while subscribed, and a while after; tells the listener, if any, of each change. */
  subscribe(id: string, listener?: () => void): () => void
  find(id: string): HeldRequest | undefined
  peek(id: string): LiveRequest | undefined
  /** News of a request that somebody subscribed to. Never moves a request back. */
  applyItem(item: RequestItem): void
  /** The answer of submit or cancel. */
  applyEnvelope(envelope: QueueEnvelope, endpoint: string, submittedAt?: number): void
  /** A request that cannot be read, or more about a failure, learnt from its result. */
  applyError(id: string, error: ModelRunnerError | undefined): void
  /** Every item that comes in, of whomever: for the history feed. */
  onItem(listener: (item: RequestItem) => void): () => void
  /** Called once for a request that reaches its outcome while it is known here. */
  onOutcome(listener: (request: LiveRequest) => void): () => void
  /** Tells the feed of an item and, where the request is known here, applies it: gives what is held then. */
  receive(item: RequestItem): HeldRequest | undefined
  readonly early: EarlyUpdates
  /** Requests held in memory. */
  readonly size: number
}
