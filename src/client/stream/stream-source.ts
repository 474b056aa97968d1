import type { RequestItem } from '../../protocol/request-item.js'
import type { Instant } from './instant.js'

/** Why there is no stream now. `unusable`: it gave no byte or was refused, so another try at once is pointless. */
export type DownReason = 'unusable' | 'broken'

/** What a source of live updates emits. */
export interface StreamSink {
  /** Connected; these requests are in flight. What happened before was not replayed. */
  onSnapshot(requests: RequestItem[]): void
  onUpdate(request: RequestItem): void
  /** No stream for now; the source tries again by itself at `retryAt` (ms since the epoch). */
  onDown(reason: DownReason, retryAt: number): void
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
