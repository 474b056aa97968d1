import { beforeEach, describe, expect, it, vi } from 'vitest'
import { bytes, sha256 } from '../../../test/support/bytes.js'
import { startUploadPlatform, type UploadPlatform } from '../../../test/support/upload-platform.js'
import { createUploadEngine } from './upload-engine.js'
import { put } from './put.js'
import type { UploadOptions } from './upload-options.js'

const MIB = 1024 * 1024
const PARTS = { multipartThreshold: 10 * MIB, partSize: 5 * MIB, partConcurrency: 1 } satisfies UploadOptions
const SIZE = 27 * MIB

describe('an upload after a reload', () => {
  let platform: UploadPlatform
  const content = bytes(SIZE)
  const choose = (bytesOfFile = content) =>
    new File([bytesOfFile], 'film.mp4', { type: 'video/mp4', lastModified: 1 })

  beforeEach(async () => {
    localStorage.clear()
    platform = await startUploadPlatform()
  })

  /** Sends `parts` of the six parts, then the page is gone. */
  async function sendAndLeave(parts: number, options?: UploadOptions, userKey?: string): Promise<void> {
    const client = platform.client({ userKey })
    let started = 0
    const queue = createUploadEngine(client, (request) =>
      ++started > parts ? new Promise(() => {}) : put(request),
    ).queue({
      ...PARTS,
      ...options,
    })
    queue.upload([choose()]).catch(() => {})
    await vi.waitFor(() => expect(started).toBe(parts + 1), { timeout: 30_000 })
    expect(platform.calls('part')).toBe(parts)
  }
  const queueAfter = (options?: UploadOptions, userKey?: string) =>
    platform
      .client({ userKey })
      .use(createUploadEngine)
      .queue({ ...PARTS, ...options })

  it('sends only the parts that are missing', async () => {
    await sendAndLeave(4)
    const queue = queueAfter()
    const notices = new Set<string | undefined>()
    queue.store.subscribe(({ uploads }) => notices.add(uploads[0]?.notice))
    const [file] = await queue.upload([choose()])
    expect(platform.calls('part')).toBe(6)
    expect(platform.calls('part-url')).toBeLessThanOrEqual(7)
    expect(platform.calls('initiate-multipart')).toBe(1)
    expect(platform.emulator.uploads()).toHaveLength(1)
    expect(platform.emulator.uploads()[0]).toMatchObject({ sha256: sha256(content), url: file?.url })
    expect(platform.emulator.uploads()[0]?.partsReceived).toEqual([1, 2, 3, 4, 5, 6])
    expect(notices).toContain('resumed')
  })

  it('begins with what is there already', async () => {
    await sendAndLeave(3)
    const queue = queueAfter()
    const ratios: number[] = []
    queue.store.subscribe(({ progress }) => ratios.push(progress.ratio))
    await queue.upload([choose()])
    expect(ratios.find((ratio) => ratio > 0)).toBeGreaterThanOrEqual(15 / 27)
  })

  it('only completes when every part is up', async () => {
    platform.emulator.set({ faults: [{ route: 'complete', status: 503 }] })
    await expect(queueAfter().upload([choose()])).rejects.toMatchObject({ status: 503 })
    platform.emulator.set({ faults: [] })
    await queueAfter().upload([choose()])
    expect(platform.calls('part')).toBe(6)
  })

  it('restarts for a changed file, and for another user', async () => {
    await sendAndLeave(2)
    const changed = content.slice()
    changed[0] = 1 + (changed[0] ?? 0)
    await queueAfter().upload([choose(changed)])
    expect(platform.calls('part')).toBe(2 + 6)
    await queueAfter({}, 'someone-else').upload([choose()])
    expect(platform.calls('part')).toBe(2 + 6 + 6)
  })

  it('restarts, and says so, when the platform no longer knows the upload', async () => {
    await sendAndLeave(2)
    platform.emulator.reset()
    const queue = queueAfter()
    const notices = new Set<string | undefined>()
    queue.store.subscribe(({ uploads }) => notices.add(uploads[0]?.notice))
    await queue.upload([choose()])
    expect(notices).toContain('restarted')
    expect(platform.emulator.uploads()[0]).toMatchObject({ sha256: sha256(content), state: 'complete' })
    expect(platform.calls('part')).toBe(6)
  })

  it('finds the file where only the answer to complete was lost', async () => {
    platform.emulator.set({ faults: [{ route: 'complete', cut: 'after' }] })
    await expect(queueAfter().upload([choose()])).rejects.toMatchObject({ kind: 'network' })
    platform.emulator.set({ faults: [] })
    const [file] = await queueAfter().upload([choose()])
    expect(platform.calls('part')).toBe(6)
    expect(platform.emulator.uploads()).toMatchObject([{ url: file?.url, state: 'complete' }])
  })

  it('forgets what is finished or cancelled', async () => {
    await queueAfter().upload([choose()])
    expect(localStorage).toHaveLength(0)
    await queueAfter().upload([choose()])
    expect(platform.calls('initiate-multipart')).toBe(2)

    const queue = queueAfter()
    const uploading = queue.upload([choose()])
    await vi.waitFor(() => expect(localStorage.length).toBe(1), { timeout: 30_000 })
    queue.cancel()
    await expect(uploading).rejects.toMatchObject({ kind: 'aborted' })
    await vi.waitFor(() => expect(localStorage.length).toBe(0), { timeout: 30_000 })
  })

  it('keeps nothing where the app asks for that', async () => {
    await sendAndLeave(2, { resumable: false })
    expect(localStorage).toHaveLength(0)
    const queue = platform.client({ storage: null }).use(createUploadEngine).queue(PARTS)
    await queue.upload([choose()])
    expect(localStorage).toHaveLength(0)
    expect(platform.calls('part')).toBe(2 + 6)
  })

  it('does not let two uploads of one file finish each other', async () => {
    const client = platform.client()
    const engine = client.use(createUploadEngine)
    await Promise.all([engine.queue(PARTS).upload([choose()]), engine.queue(PARTS).upload([choose()])])
    const uploads = platform.emulator.uploads()
    expect(uploads.map(({ sha256: hash }) => hash)).toEqual([sha256(content), sha256(content)])
    expect(platform.calls('part')).toBe(12)
  })

  it('finds the file where the answer to complete was lost and the storage knows the upload no more', async () => {
    platform.emulator.set({
      faults: [
        { route: 'complete', times: 1, cut: 'after' },
        { route: 'complete', status: 404 },
      ],
    })
    const [file] = await queueAfter().upload([choose()])
    expect(platform.calls('part')).toBe(6)
    expect(platform.emulator.uploads()).toMatchObject([{ url: file?.url, state: 'complete' }])
  })

  describe('that the library lists without a size', () => {
    const withoutSizes: typeof fetch = async (...args) => {
      const response = await (platform.options.fetch ?? fetch)(...args)
      if (!platform.sent.at(-1)?.target.pathname.endsWith('/by-url')) return response
      return Response.json({ id: 'file', url: 'https://media.example/film.mp4', sizeBytes: null })
    }
    const upload = () => platform.client({ fetch: withoutSizes }).use(createUploadEngine).queue(PARTS)

    it('is up where it may have been completed before', async () => {
      platform.emulator.set({
        faults: [
          { route: 'complete', times: 1, cut: 'after' },
          { route: 'complete', status: 404 },
        ],
      })
      await upload().upload([choose()])
      expect(platform.emulator.uploads()).toMatchObject([{ state: 'complete' }])
    })

    it('is not treated as uploaded when it was never completed', async () => {
      platform.emulator.set({ faults: [{ route: 'complete', status: 404 }] })
      await expect(upload().upload([choose()])).rejects.toMatchObject({ status: 404 })
    })
  })

  it('is recorded again after it was cancelled and resumed', async () => {
    platform.emulator.set({ faults: [{ route: 'part', skip: 2, answerDelayMs: 600_000 }] })
    const queue = queueAfter()
    const uploading = queue.upload([choose()])
    await vi.waitFor(() => expect(platform.calls('part')).toBe(3), { timeout: 30_000 })
    queue.cancel()
    await expect(uploading).rejects.toMatchObject({ kind: 'aborted' })
    await vi.waitFor(() => expect(localStorage).toHaveLength(0))
    queue.retry(queue.store.getState().uploads[0]?.id)
    await vi.waitFor(() => expect(platform.calls('part')).toBe(4), { timeout: 30_000 })
    // The page is gone; the next one knows the two parts.
    platform.emulator.set({ faults: [] })
    await queueAfter().upload([choose()])
    expect(platform.calls('initiate-multipart')).toBe(1)
    expect(platform.calls('part')).toBe(4 + 4)
  })

  it('retains progress in memory when the device has no space to store it', async () => {
    const full = vi.spyOn(Storage.prototype, 'setItem')
    platform.emulator.set({ faults: [{ route: 'part', skip: 2, times: 1, answerDelayMs: 600_000 }] })
    const queue = queueAfter()
    const uploading = queue.upload([choose()])
    await vi.waitFor(() => expect(localStorage).toHaveLength(1), { timeout: 30_000 })
    full.mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    await vi.waitFor(() => expect(platform.calls('part')).toBe(3), { timeout: 30_000 })
    queue.pause()
    queue.resume()
    await uploading
    full.mockRestore()
    expect(platform.calls('part')).toBe(6 + 1)
  })

  it('does not take the record of another upload of the same file away', async () => {
    platform.emulator.set({ faults: [{ route: 'part', answerDelayMs: 600_000 }] })
    const engine = platform.client().use(createUploadEngine)
    const first = engine.queue(PARTS)
    first.upload([choose()]).catch(() => {})
    await vi.waitFor(() => expect(platform.calls('part')).toBe(1), { timeout: 30_000 })
    first.pause()
    const second = engine.queue(PARTS)
    second.upload([choose()]).catch(() => {})
    await vi.waitFor(() => expect(platform.calls('part')).toBe(2), { timeout: 30_000 })
    first.resume()
    await vi.waitFor(() => expect(platform.calls('part')).toBe(3), { timeout: 30_000 })
    first.cancel()
    expect(localStorage).toHaveLength(1)
    second.cancel()
    await vi.waitFor(() => expect(localStorage).toHaveLength(0))
  })
})
