/** How far an upload, or a group of them, has come. */
export interface Progress {
  /** Bytes sent. */
  loaded: number
  /** Bytes in all. */
  total: number
  /** 0–1, by bytes. Exactly 1 only after the server agreed. */
  ratio: number
  /** Bytes per second, smoothed; 0 while nothing moves. */
  bytesPerSecond: number
  /** Seconds left at that speed; undefined while it cannot be told. */
  secondsRemaining: number | undefined
}

/** All bytes sent, but the server has not agreed yet. */
const MAX_UNCONFIRMED_RATIO = 0.999

export interface ProgressInput {
  loaded: number
  total: number
  isDone: boolean
  bytesPerSecond?: number
  /** Bytes that have yet to be sent, where that is more than what is not shown. */
  left?: number
}

/** Progress out of its parts. Nothing in it is ever NaN, also for an empty file. */
export function progressOf({ loaded, total, isDone, bytesPerSecond = 0, left }: ProgressInput): Progress {
  if (isDone) return { loaded: total, total, ratio: 1, bytesPerSecond: 0, secondsRemaining: 0 }
  const sent = Math.min(Math.max(loaded, 0), total)
  return {
    loaded: sent,
    total,
    ratio: total > 0 ? Math.min(sent / total, MAX_UNCONFIRMED_RATIO) : 0,
    bytesPerSecond,
    secondsRemaining: bytesPerSecond > 0 ? Math.ceil((left ?? total - sent) / bytesPerSecond) : undefined,
  }
}
