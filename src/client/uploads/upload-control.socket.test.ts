import { beforeEach, describe, expect, it, vi } from 'vitest'
import { bytes, sha256 } from '../../../test/support/bytes.js'
import { startUploadPlatform, type UploadPlatform } from '../../../test/support/upload-platform.js'
import { createUploadEngine } from './create-upload-engine.js'
import type { UploadOptions } from './upload-options.js'
import type { UploadQueue } from './upload-queue.js'

// Megabytes over real sockets: a busy machine needs its time.
vi.setConfig({ testTimeout: 60_000 })

const MIB = 1024 * 1024
const PARTS = { multipartThreshold: 10 * MIB, partSize: 5 * MIB } satisfies UploadOptions

describe('a person who steers uploads', () => {
  let platform: UploadPlatform
  beforeEach(async () => {
    localStorage.clear()
    platform = await startUploadPlatform()
  })
  const queueOf = (options: UploadOptions = {}) => platform.client().use(createUploadEngine).queue(options)
  const file = (size = 10, name = 'a.bin') => new File([bytes(size)], name)
  const states = (queue: UploadQueue) => queue.store.getState().uploads.map(({ state }) => state)
  const until = (check: () => void) => vi.waitFor(check, { interval: 5, timeout: 30_000 })

  it('pauses and goes on: parts that are up stay up', async () => {
    const content = bytes(26 * MIB)
    platform.emulator.set({ faults: [{ route: 'part', skip: 2, answerDelayMs: 100 }] })
    const queue = queueOf({ ...PARTS, partConcurrency: 1 })
    const uploading = queue.upload([new File([content], 'a.bin')])
    await until(() => expect(platform.emulator.uploads()[0]?.partsReceived).toContain(2))
    await until(() => expect(queue.store.getState().progress.ratio).toBeGreaterThan(0.3))
    queue.pause()
    queue.pause()
    expect(states(queue)).toEqual(['paused'])
    const shown = queue.store.getState().progress.ratio
    const received = platform.calls('part')
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(platform.calls('part')).toBeLessThanOrEqual(received + 1)
    queue.resume()
    expect(queue.store.getState().progress.ratio).toBeGreaterThanOrEqual(shown)
    await uploading
    const [upload] = platform.emulator.uploads()
    expect(upload?.sha256).toBe(sha256(content))
    expect(upload?.partsReceived.filter((part) => part <= 2)).toEqual([1, 2])
    expect(platform.calls('initiate-multipart')).toBe(1)
  })

  it('goes on in a second pause and resume that follow at once', async () => {
    const queue = queueOf({ ...PARTS })
    const uploading = queue.upload([file(16 * MIB)])
    for (let round = 0; round < 5; round++) {
      queue.pause()
      queue.resume()
      await Promise.resolve()
    }
    await uploading
    expect(platform.calls('complete')).toBe(1)
  })

  it('cancels: the promise rejects with aborted, the others go on', async () => {
    platform.emulator.set({ faults: [{ route: 'put', answerDelayMs: 50 }] })
    const onError = vi.fn()
    const queue = queueOf({ onError })
    const first = queue.upload([file(10, 'one')])
    const second = queue.upload([file(10, 'two')])
    queue.cancel(queue.store.getState().uploads[0]?.id)
    await expect(first).rejects.toMatchObject({ kind: 'aborted' })
    await expect(second).resolves.toHaveLength(1)
    expect(states(queue)).toEqual(['cancelled', 'done'])
    expect(queue.store.getState().progress.ratio).toBe(1)
    expect(onError).not.toHaveBeenCalled()
  })

  it('removes and clears: what is not finished is cancelled', async () => {
    platform.emulator.set({ faults: [{ route: 'put', answerDelayMs: 50 }] })
    const queue = queueOf()
    const first = queue.upload([file(10, 'one')])
    const second = queue.upload([file(10, 'two')])
    const rejected = Promise.all([
      expect(first).rejects.toMatchObject({ kind: 'aborted' }),
      expect(second).rejects.toMatchObject({ kind: 'aborted' }),
    ])
    queue.remove(queue.store.getState().uploads[0]?.id ?? '')
    expect(states(queue)).toEqual(['uploading'])
    queue.clear()
    expect(states(queue)).toEqual([])
    await rejected
  })

  it('takes a cancelled file up again', async () => {
    const queue = queueOf()
    const uploading = queue.upload([file()])
    queue.cancel()
    await expect(uploading).rejects.toMatchObject({ kind: 'aborted' })
    queue.retry(queue.store.getState().uploads[0]?.id)
    await queue.idle()
    expect(states(queue)).toEqual(['done'])
  })

  it('sees three files at a time, and four parts of each at most', async () => {
    let most = 0
    let mostParts = 0
    const client = platform.client()
    const flying = new Map<string, number>()
    const { put } = await import('./put.js')
    const engine = createUploadEngine(client, async (request) => {
      const key = new URL(request.url).pathname
      flying.set(key, (flying.get(key) ?? 0) + 1)
      most = Math.max(most, [...flying.values()].filter(Boolean).length)
      mostParts = Math.max(mostParts, flying.get(key) ?? 0)
      try {
        return await put(request)
      } finally {
        flying.set(key, (flying.get(key) ?? 0) - 1)
      }
    })
    platform.emulator.set({ faults: [{ route: '*', answerDelayMs: 20 }] })
    const queue = engine.queue(PARTS)
    await queue.upload([
      file(31 * MIB),
      ...Array.from({ length: 6 }, (_, index) => file(10, `small-${index}`)),
    ])
    expect(most).toBe(3)
    expect(mostParts).toBe(4)
    expect(states(queue)).toEqual(Array.from({ length: 7 }, () => 'done'))
  })

  it('shows progress that only grows, and 1 only at the end', async () => {
    const queue = queueOf({ ...PARTS })
    const seen: [string, number][] = []
    queue.store.subscribe(({ uploads: [item] }) => item && seen.push([item.state, item.progress.ratio]))
    platform.emulator.set({ faults: [{ route: 'part', times: 2, cut: 'during' }] })
    await queue.upload([file(21 * MIB)])
    const ratios = seen.map(([, ratio]) => ratio)
    expect(ratios).toEqual(ratios.toSorted((a, b) => a - b))
    expect(ratios.some((ratio) => ratio > 0 && ratio < 1)).toBe(true)
    expect(seen.filter(([, ratio]) => ratio === 1).every(([state]) => state === 'done')).toBe(true)
  })
})
