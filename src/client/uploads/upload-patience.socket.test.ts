import { beforeEach, describe, expect, it, vi } from 'vitest'
import { bytes, sha256 } from '../../../test/support/bytes.js'
import { startUploadPlatform, type UploadPlatform } from '../../../test/support/upload-platform.js'
import { systemClock } from '../environment.js'
import { createUploadEngine } from './upload-engine.js'
import { STALL_MS } from './lines.js'
import { put, type Put, PutFailure } from './put.js'
import type { UploadOptions } from './upload-options.js'

const MIB = 1024 * 1024
const PARTS = { multipartThreshold: 10 * MIB, partSize: 5 * MIB } satisfies UploadOptions

describe('what an upload waits for, and asks for', () => {
  let platform: UploadPlatform
  beforeEach(async () => {
    localStorage.clear()
    platform = await startUploadPlatform()
  })
  const file = (size = 10) => new File([bytes(size)], 'a.bin')
  const until = (check: () => void) => vi.waitFor(check, { interval: 5, timeout: 30_000 })

  it('as long as Retry-After says', async () => {
    const waits: number[] = []
    const clock = {
      ...systemClock,
      setTimeout(callback: () => void, ms: number) {
        waits.push(ms)
        return systemClock.setTimeout(callback, ms === 90_000 ? 1 : ms)
      },
    }
    const headers = { 'retry-after': '90', 'access-control-expose-headers': 'ETag, Retry-After' }
    platform.emulator.set({ faults: [{ route: 'put', times: 1, status: 429, headers }] })
    await platform.client({ clock }).use(createUploadEngine).queue().upload([file()])
    expect(waits.filter((ms) => ms === 90_000)).toHaveLength(1)
    expect(platform.calls('put')).toBe(2)
  })

  it('30 s for a part that stands still, then sends that part alone again', async () => {
    const timers = new Map<object, () => void>()
    const clock = {
      ...systemClock,
      setTimeout(callback: () => void, ms: number) {
        if (ms < STALL_MS) return systemClock.setTimeout(callback, ms)
        const timer = {}
        timers.set(timer, callback)
        return timer
      },
      clearTimeout(timer: unknown) {
        if (!timers.delete(timer as object)) systemClock.clearTimeout(timer)
      },
    }
    // The second part is never answered.
    platform.emulator.set({ faults: [{ route: 'part', skip: 1, times: 1, delayMs: 600_000 }] })
    const queue = platform
      .client({ clock })
      .use(createUploadEngine)
      .queue({ ...PARTS, partConcurrency: 1 })
    const uploading = queue.upload([file(12 * MIB)])
    await until(() => expect(platform.calls('part')).toBe(2))
    await until(() => expect(timers.size).toBe(1))
    for (const fire of [...timers.values()]) fire()
    await uploading
    expect(platform.emulator.uploads()[0]).toMatchObject({ sha256: sha256(bytes(12 * MIB)) })
    expect(platform.calls('part')).toBe(4)
    expect(platform.calls('relay')).toBe(0)
  })

  it('not for a storage that found the bytes too slow: it sends them again', async () => {
    const body = '<Error><Code>RequestTimeout</Code><Message>Your socket connection …</Message></Error>'
    platform.emulator.set({ faults: [{ route: 'part', times: 1, status: 400, body }] })
    await platform
      .client()
      .use(createUploadEngine)
      .queue(PARTS)
      .upload([file(12 * MIB)])
    expect(platform.calls('part')).toBe(4)
    expect(platform.calls('initiate-multipart')).toBe(1)
  })

  it('for no quotes and no weak prefix around an ETag', async () => {
    const weakly: Put = async (request) => {
      const answer = await put(request)
      return { ...answer, header: (name) => answer.header(name)?.replace(/^"/, 'W/"') ?? null }
    }
    const queue = createUploadEngine(platform.client(), weakly).queue(PARTS)
    await queue.upload([file(12 * MIB)])
    expect(platform.emulator.uploads()[0]).toMatchObject({ state: 'complete' })
    const { parts } = platform.sent.at(-1)?.body as { parts: { etag: string }[] }
    for (const { etag } of parts) expect(etag).toMatch(/^[0-9a-f]{32}$/)
  })

  it('requests one URL ahead per part, however often its progress is reported', async () => {
    let slow: (() => void) | undefined
    const chatty: Put = async (request) => {
      const answer = await put(request)
      const { size } = request.body
      for (let sent = size / 2; sent < size; sent += size / 100) request.onProgress?.(sent)
      await new Promise<void>((resolve) => (slow = resolve))
      return answer
    }
    const queue = createUploadEngine(platform.client(), chatty).queue({ ...PARTS, partConcurrency: 1 })
    const uploading = queue.upload([file(40 * MIB)])
    for (let part = 1; part <= 8; part++) {
      await until(() => expect(slow).toBeDefined())
      expect(platform.calls('part-url')).toBeLessThanOrEqual(part + 1)
      slow?.()
      slow = undefined
      if (part < 8) await until(() => expect(platform.calls('part')).toBe(part + 1))
    }
    await uploading
    expect(platform.calls('part-url')).toBe(8)
  })

  it('shows a restart when a whole file was refused after its bytes were sent', async () => {
    let refuse: (() => void) | undefined
    const expired: Put = (request) => {
      if (refuse) return put(request)
      request.onProgress?.(request.body.size)
      return new Promise((_, reject) => (refuse = () => reject(new PutFailure('status', { status: 403 }))))
    }
    const queue = createUploadEngine(platform.client(), expired).queue()
    const seen: [string, number][] = []
    queue.store.subscribe(({ uploads: [item] }) => item && seen.push([item.state, item.progress.loaded]))
    const uploading = queue.upload([file(MIB)])
    await until(() => expect(seen.at(-1)).toEqual(['uploading', MIB]))
    refuse?.()
    await uploading
    const backwards = seen.filter(([, loaded], index) => loaded < (seen[index - 1]?.[1] ?? 0))
    expect(backwards.map(([state]) => state)).toEqual(['retrying'])
  })

  it('gives a file up at once that is gone', async () => {
    const gone = file()
    gone.slice = () => ({ arrayBuffer: () => Promise.reject(new Error('gone')) }) as unknown as Blob
    const refuse = vi.fn<Put>(() => Promise.reject(new PutFailure('network')))
    const queue = createUploadEngine(platform.client(), refuse).queue()
    await expect(queue.upload([gone])).rejects.toMatchObject({ kind: 'upload-failed', retryable: false })
    await expect(queue.upload([gone])).rejects.toThrow(/changed or removed/)
    expect(refuse).toHaveBeenCalledTimes(2)
    expect(platform.calls('relay')).toBe(0)
  })
})
