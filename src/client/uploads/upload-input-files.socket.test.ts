import { beforeEach, describe, expect, it, vi } from 'vitest'
import { startUploadPlatform, type UploadPlatform } from '../../../test/support/upload-platform.js'
import { systemClock } from '../environment.js'
import { type Progress, createUploadUpdates } from '../upload-updates.js'
import { createUploadEngine } from './upload-engine.js'
import { uploadInputFiles } from './upload-input-files.js'

describe('files in an input', () => {
  let platform: UploadPlatform
  beforeEach(async () => {
    platform = await startUploadPlatform()
  })
  const picture = (name: string, content = name) => new File([content], name, { type: 'image/png' })

  it('are uploaded first, each once, and replaced by their URLs', async () => {
    const a = picture('a.png')
    const b = picture('b.png')
    const seen: Progress[] = []
    const input = {
      prompt: 'x',
      images: [b, a, b],
      options: { mask: new Blob(['m'], { type: 'image/png' }) },
    }
    const sent = (await uploadInputFiles(platform.client(), input, {
      onProgress: (now) => seen.push(now),
    })) as {
      images: string[]
      options: { mask: string }
    }
    expect(platform.calls('put')).toBe(3)
    expect(sent.images.map((url) => url.split('-').at(-1))).toEqual(['b.png', 'a.png', 'b.png'])
    expect(sent.images[0]).toBe(sent.images[2])
    expect(sent.options.mask).toMatch(/^http.*file\.png$/)
    expect(sent).toMatchObject({ prompt: 'x' })
    expect(input.images[0]).toBe(b)
    expect(seen.at(-1)?.ratio).toBe(1)
  })

  it('are sent once: a failure keeps the rest, the next try sends what is missing', async () => {
    const client = platform.client()
    const input = { images: [picture('a.png'), picture('b.png'), picture('c.png')] }
    platform.emulator.set({ faults: [{ route: 'put', match: /b\.png/, status: 400 }] })
    await expect(uploadInputFiles(client, input)).rejects.toMatchObject({
      kind: 'upload-failed',
      status: 400,
    })
    expect(platform.emulator.uploads()).toHaveLength(2)
    platform.emulator.set({ faults: [] })
    const before = platform.calls('put')
    await uploadInputFiles(client, input)
    expect(platform.calls('put')).toBe(before + 1)
  })

  describe('that a list is sending already', () => {
    const list = (client: ReturnType<UploadPlatform['client']>) => client.use(createUploadEngine).list()

    it('are waited for and not sent again', async () => {
      const client = platform.client()
      const queue = list(client)
      const [a, b] = [picture('a.png'), picture('b.png')]
      platform.emulator.set({ faults: [{ route: 'put', answerDelayMs: 50 }] })
      const uploads = queue.upload([a])
      const seen: Progress[] = []
      const sent = await uploadInputFiles(client, { images: [b, a] }, { onProgress: (now) => seen.push(now) })
      const [uploaded] = await uploads
      expect(sent).toMatchObject({ images: [expect.stringMatching(/b\.png$/), uploaded?.url] })
      expect(platform.calls('put')).toBe(2)
      expect(seen.at(-1)?.ratio).toBe(1)
      expect(seen.at(-1)?.total).toBe(a.size + b.size)
    })

    it('resume when they were paused, and retry when they had failed', async () => {
      const client = platform.client()
      const queue = list(client)
      const [a, b] = [picture('a.png'), picture('b.png')]
      platform.emulator.set({
        faults: [
          { route: 'put', match: /a\.png/, status: 400 },
          { route: 'put', match: /b\.png/, answerDelayMs: 60_000 },
        ],
      })
      const uploads = queue.upload([a, b]).catch((error: unknown) => error)
      await expect.poll(() => queue.store.getState().uploads[0]?.state).toBe('failed')
      queue.pause()
      platform.emulator.set({ faults: [] })
      const sent = await uploadInputFiles(client, { images: [a, b] })
      expect(queue.store.getState().uploads.map(({ state }) => state)).toEqual(['done', 'done'])
      expect(sent).toEqual({ images: queue.store.getState().uploads.map(({ url }) => url) })
      await uploads
    })

    it('continue when the submit is aborted, and end it when they are removed', async () => {
      const client = platform.client()
      const queue = list(client)
      const a = picture('a.png')
      platform.emulator.set({ faults: [{ route: 'put', answerDelayMs: 60_000 }] })
      const uploads = queue.upload([a]).catch((error: unknown) => error)
      const abort = new AbortController()
      const first = uploadInputFiles(client, { image: a }, { signal: abort.signal })
      abort.abort()
      await expect(first).rejects.toMatchObject({ kind: 'aborted' })
      expect(queue.store.getState().uploads[0]?.state).toBe('uploading')
      const second = uploadInputFiles(client, { image: a })
      queue.clear()
      await expect(second).rejects.toMatchObject({ kind: 'aborted' })
      await uploads
    })

    it('are sent where they were cancelled there', async () => {
      const client = platform.client()
      const queue = list(client)
      const a = picture('a.png')
      const uploads = queue.upload([a]).catch((error: unknown) => error)
      queue.cancel()
      await uploads
      expect(await uploadInputFiles(client, { image: a })).toEqual({
        image: expect.stringMatching(/a\.png$/),
      })
    })

    it('are sent again when they were uploaded so long ago that they may be deleted', async () => {
      let now = 0
      const client = platform.client({ clock: { ...systemClock, now: () => now } })
      const lifecycle = { expiresIn: '1h' } as const
      const a = picture('a.png')
      const [uploaded] = await list(client).upload([a], { lifecycle })
      now = 29 * 60_000
      expect(await uploadInputFiles(client, { image: a }, { lifecycle })).toEqual({ image: uploaded?.url })
      now = 31 * 60_000
      await uploadInputFiles(client, { image: a }, { lifecycle })
      expect(platform.calls('put')).toBe(2)
    })

    it('are sent again for a longer lifecycle', async () => {
      const client = platform.client()
      const a = picture('a.png')
      await list(client).upload([a], { lifecycle: { expiresIn: '1h' } })
      await uploadInputFiles(client, { image: a }, { lifecycle: { expiresIn: 'never' } })
      expect(platform.calls('put')).toBe(2)
    })
  })

  it('cost nothing when there are none', async () => {
    const input = { prompt: 'x', when: new Date(0) }
    expect(await uploadInputFiles(platform.client(), input)).toBe(input)
    expect(platform.emulator.log).toEqual([])
  })

  it('stop when the submit is given up', async () => {
    platform.emulator.set({ faults: [{ route: 'put', answerDelayMs: 200 }] })
    const abort = new AbortController()
    const uploading = uploadInputFiles(platform.client(), [picture('a.png')], { signal: abort.signal })
    await vi.waitFor(() => expect(platform.calls('put')).toBe(1), { timeout: 30_000 })
    abort.abort()
    await expect(uploading).rejects.toMatchObject({ kind: 'aborted' })
    await expect(
      uploadInputFiles(platform.client(), [picture('a.png')], { signal: abort.signal }),
    ).rejects.toMatchObject({
      kind: 'aborted',
    })
  })

  it('are refused when empty, before anything is sent', async () => {
    await expect(uploadInputFiles(platform.client(), { image: new File([], 'a.png') })).rejects.toMatchObject(
      {
        kind: 'upload-rejected',
      },
    )
    expect(platform.emulator.log).toEqual([])
  })

  it('go up again when their URLs may have run out', async () => {
    let now = 0
    const client = platform.client({ clock: { ...systemClock, now: () => now } })
    const input = { image: picture('a.png') }
    const lifecycle = { expiresIn: 600 }
    const first = await uploadInputFiles(client, input, { lifecycle })
    now = 299_000
    expect(await uploadInputFiles(client, input, { lifecycle })).toEqual(first)
    now = 300_000
    expect(await uploadInputFiles(client, input, { lifecycle })).not.toEqual(first)
    await uploadInputFiles(client, input)
    now += 59 * 60_000
    await uploadInputFiles(client, input)
    expect(platform.calls('put')).toBe(3)
    now += 60_000
    await uploadInputFiles(client, input)
    expect(platform.calls('put')).toBe(4)
  })

  it('are reported to whoever lists files', async () => {
    const client = platform.client()
    const onUploaded = vi.fn()
    const stop = client.use(createUploadUpdates).onUploaded(onUploaded)
    await uploadInputFiles(client, [picture('a.png'), picture('b.png')])
    expect(onUploaded).toHaveBeenCalledTimes(2)
    stop()
    await uploadInputFiles(client, [picture('c.png')])
    expect(onUploaded).toHaveBeenCalledTimes(2)
  })
})
