// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { progressOf, totalProgress } from './upload-progress.js'
import type { UploadItem, UploadState } from './upload-item.js'

function item(state: UploadState, loaded: number, total: number): UploadItem {
  const progress = progressOf({ loaded, total, isDone: state === 'done' })
  return { id: 'a', file: new Blob(), name: 'a', size: total, type: '', state, keepsParts: false, progress }
}

describe('totalProgress', () => {
  it('weighs by bytes', () => {
    expect(totalProgress([item('done', 10, 10), item('uploading', 0, 90)], 0).ratio).toBeCloseTo(0.1)
  })

  it('is 1 only when every file is done, empty ones too', () => {
    expect(totalProgress([item('done', 10, 10), item('uploading', 90, 90)], 0).ratio).toBe(0.999)
    expect(totalProgress([item('done', 10, 10), item('done', 90, 90)], 0).ratio).toBe(1)
    expect(totalProgress([item('queued', 0, 0)], 0).ratio).toBe(0)
    expect(totalProgress([item('done', 0, 0)], 0).ratio).toBe(1)
    expect(totalProgress([], 0)).toEqual({
      loaded: 0,
      total: 0,
      ratio: 0,
      bytesPerSecond: 0,
      secondsRemaining: undefined,
    })
  })

  it('leaves cancelled files out, and stays below 1 while one has failed', () => {
    expect(totalProgress([item('done', 10, 10), item('cancelled', 3, 90)], 0).ratio).toBe(1)
    expect(totalProgress([item('done', 10, 10), item('failed', 3, 90)], 0).ratio).toBeLessThan(1)
  })
})
