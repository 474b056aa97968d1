import { describe, expect, it } from 'vitest'
import { bytes, sha256 } from '../../../test/support/bytes.js'
import { startUploadPlatform } from '../../../test/support/upload-platform.js'
import { createUploadEngine } from './create-upload-engine.js'

const MIB = 1024 * 1024

describe('an upload over real sockets', () => {
  it('sends a small file in one PUT, and the bytes are those of the file', async () => {
    const platform = await startUploadPlatform()
    const content = bytes(300_000)
    const queue = platform.client().use(createUploadEngine).queue()
    const [file] = await queue.upload([new File([content], 'cat.png', { type: 'image/png' })])
    const [received] = platform.emulator.uploads()
    expect(file).toMatchObject({ name: 'cat.png', size: 300_000, type: 'image/png', url: received?.url })
    expect(received).toMatchObject({ sha256: sha256(content), contentType: 'image/png', kind: 'single' })
    expect(queue.store.getState().uploads[0]).toMatchObject({
      state: 'done',
      progress: { ratio: 1, loaded: 300_000 },
    })
  })

  it('sends a large file in parts and names the public URL', async () => {
    const platform = await startUploadPlatform()
    const content = bytes(12 * MIB)
    const queue = platform
      .client()
      .use(createUploadEngine)
      .queue({ multipartThreshold: 10 * MIB, partSize: 5 * MIB })
    const [file] = await queue.upload([new File([content], 'film.mp4', { type: 'video/mp4' })])
    const [received] = platform.emulator.uploads()
    expect(received).toMatchObject({
      kind: 'multipart',
      state: 'complete',
      sha256: sha256(content),
      url: file?.url,
    })
    expect(received?.partsReceived.toSorted()).toEqual([1, 2, 3])
  })
})
