import type { Progress } from '../upload-updates.js'
import type { UploadItem } from './upload-item.js'

/** All bytes sent, but the server has not agreed yet. */
const MAX_UNCONFIRMED_RATIO = 0.999

interface ProgressInput {
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

/** The progress of several uploads, weighted by bytes. Cancelled ones do not count; failed ones keep it below 1. */
export function totalProgress(items: readonly UploadItem[], bytesPerSecond: number): Progress {
  let loaded = 0
  let total = 0
  let counted = 0
  let done = 0
  for (const item of items) {
    if (item.state === 'cancelled') continue
    counted += 1
    loaded += item.progress.loaded
    total += item.progress.total
    if (item.state === 'done') done += 1
  }
  return progressOf({ loaded, total, isDone: counted > 0 && done === counted, bytesPerSecond })
}
