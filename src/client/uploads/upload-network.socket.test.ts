import { beforeEach, describe, expect, it, vi } from 'vitest'
import { bytes, sha256 } from '../../../test/support/bytes.js'
import { startUploadPlatform, type UploadPlatform } from '../../../test/support/upload-platform.js'
import { createUploadEngine } from './upload-engine.js'
import type { UploadOptions } from './upload-options.js'

const MIB = 1024 * 1024

const PARTS = { multipartThreshold: 10 * MIB, partSize: 5 * MIB } satisfies UploadOptions

describe('an upload in a bad network', () => {
  let platform: UploadPlatform
  beforeEach(async () => {
    localStorage.clear()
    platform = await startUploadPlatform()
  })
  const file = (size = 10, type = '') => new File([bytes(size)], 'a.bin', { type })
  const blocked = {
    faults: [
      { route: 'put' as const, cut: 'before' as const },
      { route: 'part' as const, cut: 'before' as const },
    ],
  }

  it('takes the relay when the storage cannot be reached, and first of all the next time', async () => {
    platform.emulator.set(blocked)
    const engine = platform.client().use(createUploadEngine)
    const queue = engine.queue()
    const [uploaded] = await queue.upload([file(100_000, 'image/svg+xml')])
    expect(platform.emulator.uploads()).toMatchObject([
      { kind: 'relay', url: uploaded?.url, sha256: sha256(bytes(100_000)) },
    ])
    expect(queue.store.getState().uploads[0]?.notice).toBe('relayed')
    const before = platform.calls('put')
    await engine.queue().upload([file()])
    expect(platform.calls('put')).toBe(before)
  })

  it('takes the relay for parts too', async () => {
    platform.emulator.set(blocked)
    const queue = platform.client().use(createUploadEngine).queue(PARTS)
    await queue.upload([file(11 * MIB)])
    expect(platform.emulator.uploads().find(({ state }) => state === 'complete')).toMatchObject({
      kind: 'relay',
      size: 11 * MIB,
    })
  })

  it('goes through the relay always, or never, where the app says so', async () => {
    const upload = (options: UploadOptions) =>
      platform.client().use(createUploadEngine).queue(options).upload([file()])
    await upload({ relay: 'always' })
    expect(platform.emulator.uploads()).toMatchObject([{ kind: 'relay' }])
    platform.emulator.set(blocked)
    await expect(upload({ relay: 'never' })).rejects.toMatchObject({ kind: 'upload-failed', retryable: true })
    expect(platform.calls('relay')).toBe(1)
  })

  it('says what is wrong where there is no relay', async () => {
    platform.emulator.set({ ...blocked, relay: false })
    const upload = platform.client().use(createUploadEngine).queue().upload([file()])
    await expect(upload).rejects.toThrow(/cannot be reached.*no relay/)
  })

  it('does not take the relay for a storage that answers, be it with errors', async () => {
    platform.emulator.set({ faults: [{ route: 'put', status: 503 }] })
    await expect(platform.client().use(createUploadEngine).queue().upload([file()])).rejects.toMatchObject({
      status: 503,
    })
    expect(platform.calls('relay')).toBe(0)
  })

  it('waits while offline, however long, and resumes automatically', async () => {
    const onLine = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    platform.emulator.set({ faults: [{ route: '*', cut: 'before' }] })
    const queue = platform
      .client({ retry: { attempts: 1 } })
      .use(createUploadEngine)
      .queue()
    const uploading = queue.upload([file()])
    await vi.waitFor(() => {
      expect(queue.store.getState().uploads[0]).toMatchObject({ state: 'retrying', notice: 'offline' })
    })
    platform.emulator.set({ faults: [] })
    onLine.mockReturnValue(true)
    window.dispatchEvent(new Event('online'))
    await uploading
    expect(queue.store.getState().uploads[0]).toMatchObject({ state: 'done', notice: undefined })
    onLine.mockRestore()
  })

  it('can be paused while offline', async () => {
    const onLine = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    platform.emulator.set({ faults: [{ route: '*', cut: 'before' }] })
    const queue = platform.client().use(createUploadEngine).queue()
    const uploading = queue.upload([file()])
    await vi.waitFor(() => expect(queue.store.getState().uploads[0]?.notice).toBe('offline'), {
      timeout: 30_000,
    })
    queue.pause()
    expect(queue.store.getState().uploads[0]).toMatchObject({ state: 'paused', notice: undefined })
    onLine.mockRestore()
    platform.emulator.set({ faults: [] })
    queue.resume()
    await expect(uploading).resolves.toHaveLength(1)
  })

  it.each(['initiate-multipart', 'complete', 'part-url'] as const)(
    'waits while offline also where a file in parts is at %s',
    async (route) => {
      const onLine = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
      platform.emulator.set({ faults: [{ route, cut: 'before' }] })
      const queue = platform.client().use(createUploadEngine).queue(PARTS)
      const uploading = queue.upload([file(11 * MIB)])
      await vi.waitFor(
        () =>
          expect(queue.store.getState().uploads[0]).toMatchObject({ state: 'retrying', notice: 'offline' }),
        { timeout: 30_000 },
      )
      platform.emulator.set({ faults: [] })
      onLine.mockRestore()
      window.dispatchEvent(new Event('online'))
      await uploading
      expect(platform.calls('part')).toBe(3)
    },
  )

  it('can be cancelled while offline, and stays so when the connection is back', async () => {
    const onLine = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
    platform.emulator.set({ faults: [{ route: '*', cut: 'before' }] })
    const queue = platform.client().use(createUploadEngine).queue()
    const uploading = queue.upload([file()])
    await vi.waitFor(() => expect(queue.store.getState().uploads[0]?.notice).toBe('offline'), {
      timeout: 30_000,
    })
    queue.cancel()
    await expect(uploading).rejects.toMatchObject({ kind: 'aborted' })
    const before = platform.emulator.log.length
    onLine.mockRestore()
    window.dispatchEvent(new Event('online'))
    await queue.idle()
    expect(queue.store.getState().uploads[0]).toMatchObject({ state: 'cancelled', notice: undefined })
    expect(platform.emulator.log).toHaveLength(before)
  })
})
