import type { StoreApi } from 'zustand/vanilla'
import type { Outcome } from '../../protocol/outcome.js'
import type { QueueEnvelope } from '../../protocol/queue-envelope.js'
import type { RequestItem } from '../../protocol/request-item.js'
import type { RequestState } from '../../protocol/states.js'
import type { ModelRunnerError } from '../errors/model-runner-error.js'

/** What is known of one request now. */
export interface LiveRequest {
  readonly id: string
  readonly endpoint?: string
  readonly status?: RequestState
  readonly outcome: Outcome
  /** The newest item the platform gave, if any. */
  readonly request?: RequestItem
  /** Why the request failed, or why it cannot be read (404). */
  readonly error?: ModelRunnerError
  /** ms since the epoch */
  readonly submittedAt?: number
  readonly startedAt?: number
  readonly finishedAt?: number
}

/** Live state of requests, one small store each, so that news of one costs nothing to the others. */
export interface LiveRequests {
  /** The store of one request; made empty (outcome pending, no status) if it is not there. */
  get(id: string): StoreApi<LiveRequest>
  peek(id: string): LiveRequest | undefined
  /** News from list, detail or stream. Never moves a request back. */
  applyItem(item: RequestItem): void
  /** The answer of submit, status or cancel. */
  applyEnvelope(envelope: QueueEnvelope, endpoint: string): void
  /** A request that cannot be read, or a failure learnt from its result. */
  applyError(id: string, error: ModelRunnerError): void
  /** Every item that comes in, of whomever: for the history feed. */
  onItem(listener: (item: RequestItem) => void): () => void
  /** Called once when a request reaches its outcome. */
  onOutcome(listener: (request: LiveRequest) => void): () => void
  /** Drops a request nobody watches any more. */
  forget(id: string): void
  readonly size: number
}
