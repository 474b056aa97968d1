import { beforeEach, describe, expect, it, vi } from 'vitest'
import { bytes } from '../../../test/support/bytes.js'
import { startUploadPlatform, type UploadPlatform } from '../../../test/support/upload-platform.js'
import { createUploadEngine } from './create-upload-engine.js'
import type { UploadOptions } from './upload-options.js'

// Megabytes over real sockets: a busy machine needs its time.
vi.setConfig({ testTimeout: 60_000 })

const MIB = 1024 * 1024
const PARTS = { multipartThreshold: 10 * MIB, partSize: 5 * MIB } satisfies UploadOptions

describe('an upload that the storage refuses', () => {
  let platform: UploadPlatform
  beforeEach(async () => {
    localStorage.clear()
    platform = await startUploadPlatform()
  })
  const queueOf = (options: UploadOptions = {}) =>
    platform
      .client()
      .use(createUploadEngine)
      .queue({ relay: 'never', ...options })
  const file = (size = 10) => new File([bytes(size)], 'a.bin')

  it('gets one fresh URL after a 403, and no second one', async () => {
    platform.emulator.set({ faults: [{ route: 'put', status: 403, times: 1 }] })
    await queueOf().upload([file()])
    expect(platform.calls('initiate')).toBe(2)

    platform.emulator.set({ faults: [{ route: 'put', status: 403 }] })
    await expect(queueOf().upload([file()])).rejects.toMatchObject({
      kind: 'upload-failed',
      status: 403,
      retryable: false,
    })
    expect(platform.calls('initiate')).toBe(4)
  })

  it('names ETag and CORS where the ETag cannot be read, and does not try again', async () => {
    platform.emulator.set({ exposeEtag: false })
    const failing = queueOf({ ...PARTS, partConcurrency: 1 }).upload([file(11 * MIB)])
    await expect(failing).rejects.toMatchObject({ kind: 'upload-failed', retryable: false })
    await expect(failing).rejects.toThrow(/ETag.*CORS|CORS.*ETag/)
    expect(platform.calls('part')).toBe(1)
  })

  it('gives up after the tries are used up, says so once, and goes on when asked', async () => {
    platform.emulator.set({ faults: [{ route: 'put', status: 503 }] })
    const onError = vi.fn()
    const onProviderError = vi.fn()
    const queue = platform.client({ onError: onProviderError }).use(createUploadEngine).queue({ onError })
    await expect(queue.upload([file()])).rejects.toMatchObject({
      kind: 'upload-failed',
      status: 503,
      retryable: true,
    })
    expect(platform.calls('put')).toBe(3)
    expect(onError).toHaveBeenCalledOnce()
    expect(onProviderError).toHaveBeenCalledOnce()
    expect(queue.store.getState().uploads[0]).toMatchObject({ state: 'failed', error: { status: 503 } })

    platform.emulator.set({ faults: [] })
    queue.retry()
    await queue.idle()
    expect(queue.store.getState().uploads[0]).toMatchObject({ state: 'done', error: undefined })
  })

  it('does not try again what cannot succeed', async () => {
    platform.emulator.set({ faults: [{ route: 'put', status: 400 }] })
    await expect(queueOf().upload([file()])).rejects.toMatchObject({ status: 400, retryable: false })
    expect(platform.calls('put')).toBe(1)
  })

  it('keeps the error of the platform when the start is refused', async () => {
    platform.emulator.set({ faults: [{ route: 'initiate', status: 401 }] })
    await expect(queueOf().upload([file()])).rejects.toMatchObject({ kind: 'unauthorized', status: 401 })
  })

  it('sends not a byte of files that must not go, nor of the others in that call', async () => {
    const onError = vi.fn()
    const queue = queueOf({ maxSize: 5, onError })
    const refused = queue.upload([file(4), file(6)])
    await expect(refused).rejects.toMatchObject({
      kind: 'upload-rejected',
      fieldErrors: [{ path: [1], code: 'too-large' }],
    })
    await expect(queueOf().upload([file(0)])).rejects.toMatchObject({ kind: 'upload-rejected' })
    expect(onError).toHaveBeenCalledOnce()
    expect(queue.store.getState().uploads).toEqual([])
    expect(platform.emulator.log).toEqual([])
  })

  it('sends nothing to a place that is no https URL', async () => {
    platform.emulator.set({
      faults: [
        { route: 'initiate', body: { upload_url: 'http://evil.example/put', file_url: 'https://m/f' } },
      ],
    })
    await expect(queueOf().upload([file()])).rejects.toMatchObject({ kind: 'unexpected-response' })
  })
})
