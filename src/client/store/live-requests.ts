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
  /** The state of the connection in which news of it came last: while it is the same, nothing can have been missed. */
  toldIn?: unknown
}

/** Live state of requests, one small store each, so that news of one costs nothing to the others. */
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
  news(item: RequestItem): HeldRequest | undefined
  /** While a submit is on its way, news of unknown requests is kept: an update can overtake the submit's answer. */
  expect(): () => void
  /** Such news by id, the newest last. */
  readonly early: Map<string, RequestItem>
  /** Requests held in memory. */
  readonly size: number
}
