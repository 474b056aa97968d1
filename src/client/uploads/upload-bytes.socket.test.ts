import { beforeEach, describe, expect, it } from 'vitest'
import { bytes, sha256 } from '../../../test/support/bytes.js'
import { startUploadPlatform, type UploadPlatform } from '../../../test/support/upload-platform.js'
import { createUploadEngine } from './upload-engine.js'
import type { UploadOptions } from './upload-options.js'

const MIB = 1024 * 1024
/** Small enough for a test, of the same shape as the real ones. */
const PARTS = { multipartThreshold: 11 * MIB, partSize: 5 * MIB } satisfies UploadOptions

describe('the bytes of an upload', () => {
  let platform: UploadPlatform
  beforeEach(async () => {
    localStorage.clear()
    platform = await startUploadPlatform()
  })
  const upload = (content: Uint8Array<ArrayBuffer>, options: UploadOptions, type = 'video/mp4') => {
    const queue = platform
      .client()
      .use(createUploadEngine)
      .queue({ ...PARTS, ...options })
    return queue.upload([new File([content], 'film.mp4', { type })]).then(([file]) => ({ file, queue }))
  }

  it.each([0, 1, 5 * MIB - 1, 5 * MIB, 5 * MIB + 1, 11 * MIB - 1, 11 * MIB, 11 * MIB + 1])(
    'are those of the file: %i bytes',
    async (size) => {
      const content = bytes(size)
      const { file, queue } = await upload(content, { allowEmpty: true })
      const [received] = platform.emulator.uploads()
      expect(received).toMatchObject({ url: file?.url, size, sha256: sha256(content), state: 'complete' })
      expect(received?.kind).toBe(size > 11 * MIB ? 'multipart' : 'single')
      const { uploads, progress } = queue.store.getState()
      expect(uploads[0]?.progress).toEqual({
        loaded: size,
        total: size,
        ratio: 1,
        bytesPerSecond: 0,
        secondsRemaining: 0,
      })
      expect(progress.ratio).toBe(1)
    },
  )

  it.each([
    ['answered 503', { status: 503 }],
    ['cut in the middle', { cut: 'during' as const }],
    ['cut after the bytes arrived', { cut: 'after' as const }],
    ['expired', { status: 403 }],
    ['rate limited', { status: 429 }],
  ])('are those of the file when parts are %s', async (_, fault) => {
    platform.emulator.set({ faults: [{ route: 'part', skip: 1, times: 2, ...fault }] })
    const content = bytes(16 * MIB)
    await upload(content, {})
    expect(platform.emulator.uploads()[0]).toMatchObject({ sha256: sha256(content), state: 'complete' })
    expect(platform.calls('part')).toBe(4 + 2)
  })

  it('survives one call in five failing at random', async () => {
    platform.emulator.set({
      faults: [
        { route: 'part', probability: 0.1, status: 503 },
        { route: 'part', probability: 0.1, cut: 'during' },
        { route: 'part-url', probability: 0.1, status: 502 },
        { route: 'initiate-multipart', times: 1, status: 503 },
        { route: 'complete', times: 1, cut: 'before' },
      ],
    })
    const content = bytes(26 * MIB)
    await upload(content, {})
    expect(platform.emulator.uploads()[0]).toMatchObject({ sha256: sha256(content), state: 'complete' })
  })

  it('are there once when the answer to complete is lost', async () => {
    platform.emulator.set({ faults: [{ route: 'complete', cut: 'after', times: 1 }] })
    const content = bytes(12 * MIB)
    const { file } = await upload(content, {})
    expect(platform.emulator.uploads()).toHaveLength(1)
    expect(platform.emulator.uploads()[0]).toMatchObject({ url: file?.url, sha256: sha256(content) })
    expect(platform.calls('part')).toBe(3)
  })

  it('keep their type: SVG as attachment, no type as octet-stream', async () => {
    await upload(bytes(10), {}, 'image/svg+xml')
    await upload(bytes(10), {}, '')
    const types = platform.emulator.uploads().map(({ contentType }) => contentType)
    expect(types.toSorted()).toEqual(['application/octet-stream', 'image/svg+xml'])
  })

  it('keep their lifecycle: sent at the start of a single PUT, at the end of a multipart upload', async () => {
    const lifecycle = { expiresIn: '1d' } as const
    await upload(bytes(10), { lifecycle })
    await upload(bytes(12 * MIB), { lifecycle })
    const withPreference = platform.sent.filter(({ headers }) =>
      headers.has('x-modelrunner-object-lifecycle-preference'),
    )
    expect(withPreference.map(({ target }) => target.pathname.split('/').at(-1))).toEqual([
      'initiate',
      'complete',
    ])
    expect(withPreference[0]?.headers.get('x-modelrunner-object-lifecycle-preference')).toBe(
      '{"expiration_duration_seconds":86400}',
    )
  })
})
