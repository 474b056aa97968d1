import type { Progress } from '../progress.js'
import { progressOf } from './progress-of.js'
import type { UploadItem } from './upload-item.js'

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
