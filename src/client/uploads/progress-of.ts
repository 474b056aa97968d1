import type { Progress } from '../progress.js'

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
