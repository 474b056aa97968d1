import type { RequestItem } from '../../protocol/request-item.js'
import type { Time } from '../environment.js'

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

/** A moment on both clocks, ms. */
export interface Instant {
  readonly wall: number
  readonly monotonic: number
}

export function instant(clock: Time): Instant {
  return { wall: clock.now(), monotonic: clock.monotonic() }
}

/**
 * How long ago it was, ms, or longer: a machine that sleeps may stop the monotonic clock, and the wall clock may be set. To find what
 * may be dead, where one check too many costs little.
 */
export function longestSince(clock: Time, { wall, monotonic }: Instant): number {
  return Math.max(clock.now() - wall, clock.monotonic() - monotonic)
}
