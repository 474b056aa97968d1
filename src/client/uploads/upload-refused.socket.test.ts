import { beforeEach, describe, expect, it, vi } from 'vitest'
import { bytes } from '../../../test/support/bytes.js'
import { startUploadPlatform, type UploadPlatform } from '../../../test/support/upload-platform.js'
import { createUploadEngine } from './upload-engine.js'
import type { Put } from './put.js'
import type { UploadOptions } from './upload-options.js'

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

  it('gives up after the last attempt, says so once, and continues on retry', async () => {
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

  it.each([
    ['initiate', { upload_url: 'http://evil.example/put', file_url: 'https://m/f' }],
    ['initiate', { upload_url: 'https://bucket.example/put', file_url: 'javascript:alert(1)' }],
    ['initiate', { upload_url: 'https://bucket.example/put', file_url: '' }],
    ['initiate-multipart', { fileUrl: 'data:text/html,x', uploadId: 'i', uploadKey: 'k' }],
    ['part-url', { presignedUrl: 'http://evil.example/put' }],
  ] as const)('sends nothing where %s answers %o', async (route, body) => {
    platform.emulator.set({ faults: [{ route, body }] })
    const put = vi.fn<Put>()
    const queue = createUploadEngine(platform.client(), put).queue({ ...PARTS, relay: 'never' })
    const size = route === 'initiate' ? 10 : 11 * MIB
    await expect(queue.upload([file(size)])).rejects.toMatchObject({ kind: 'unexpected-response' })
    expect(put).not.toHaveBeenCalled()
  })

  it('sends the bytes to a storage that no app configured, and nothing with them', async () => {
    const answer = { upload_url: 'https://bucket.example/put?signature=1', file_url: 'https://m/f' }
    platform.emulator.set({ faults: [{ route: 'initiate', body: answer }] })
    const put = vi.fn<Put>(() => Promise.resolve({ header: () => null, text: '' }))
    const queue = createUploadEngine(platform.client({ headers: { 'x-session': 'secret' } }), put).queue()
    expect(await queue.upload([new File(['x'], 'a.svg', { type: 'image/svg+xml' })])).toMatchObject([
      { url: 'https://m/f' },
    ])
    const [sent] = put.mock.calls.flat()
    expect(sent?.url).toBe(answer.upload_url)
    expect(sent?.headers).toEqual({ 'Content-Type': 'image/svg+xml', 'Content-Disposition': 'attachment' })
  })

  it('takes the URL of the start, whatever complete answers', async () => {
    platform.emulator.set({ faults: [{ route: 'complete', body: { fileUrl: 's3://bucket/native' } }] })
    const [uploaded] = await queueOf(PARTS).upload([file(11 * MIB)])
    expect(uploaded?.url).toBe(platform.emulator.uploads()[0]?.url)
  })

  it('distinguishes an unavailable storage from a file too large for the relay', async () => {
    platform.emulator.set({ faults: [{ route: 'put', cut: 'before' }] })
    const huge = Object.defineProperty(file(), 'size', { value: 201 * MIB })
    const upload = queueOf({ relay: 'auto', multipartThreshold: Infinity }).upload([huge])
    await expect(upload).rejects.toMatchObject({ kind: 'upload-failed', retryable: true })
    expect(platform.calls('relay')).toBe(0)
  })
})
