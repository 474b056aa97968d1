import type { RequestItem } from '../../protocol/request-item.js'
import type { Instant } from './instant.js'

/** Why there is no stream now. `unusable`: it gave no byte or was refused, so another try at once is pointless. */
export type DownReason = 'unusable' | 'broken'

/** No stream for now; the source tries again by itself. */
export interface Down {
  reason: DownReason
  /** ms since the epoch */
  retryAt: number
  /** Attempts in a row that broke, without a steady stream between them. */
  failures: number
}

/** What a source of live updates emits. */
export interface StreamSink {
  /** Connected; these requests are in flight. What happened before was not replayed. */
  onSnapshot(requests: RequestItem[]): void
  onUpdate(request: RequestItem): void
  onDown(down: Down): void
  onConnecting(): void
  /** Bytes came in, heartbeats too. */
  onAlive?(): void
}

export interface StreamSource {
  start(): void
  stop(): void
  /** Tries now instead of at the planned time; a live stream that may be dead is replaced. */
  retry(): void
  /** When the last byte came. */
  readonly aliveAt: Instant | undefined
}
