/** Waits of the stream hub, ms. */
export interface StreamTiming {
  /** No byte for so long: the connection is dead. */
  silenceMs: number
  /** First wait before connecting again; doubles with each failure, full jitter. */
  backoffMs: number
  maxBackoffMs: number
  /** So long without the platform: browsers are let go, so that they notice. */
  downLimitMs: number
}

export const DEFAULT_STREAM_TIMING: StreamTiming = {
  silenceMs: 60_000, // two missed 25 s heartbeats
  backoffMs: 500,
  maxBackoffMs: 5_000,
  downLimitMs: 15_000, // browsers find a dead stream after 60 s by themselves; they should not have to
}
