import { beforeEach, describe, expect, it, vi } from 'vitest'
import { bytes, sha256 } from '../../../test/support/bytes.js'
import { startUploadPlatform, type UploadPlatform } from '../../../test/support/upload-platform.js'
import { createUploadEngine } from './upload-engine.js'
import { put } from './put.js'
import type { UploadOptions } from './upload-options.js'
import type { UploadQueue } from './upload-list.js'

const MIB = 1024 * 1024
const PARTS = { multipartThreshold: 10 * MIB, partSize: 5 * MIB } satisfies UploadOptions

describe('a user who controls uploads', () => {
  let platform: UploadPlatform
  beforeEach(async () => {
    localStorage.clear()
    platform = await startUploadPlatform()
  })
  const queueOf = (options: UploadOptions = {}) => platform.client().use(createUploadEngine).queue(options)
  const file = (size = 10, name = 'a.bin') => new File([bytes(size)], name)
  const states = (queue: UploadQueue) => queue.store.getState().uploads.map(({ state }) => state)
  const until = (check: () => void) => vi.waitFor(check, { interval: 5, timeout: 30_000 })

  it('pauses and resumes: finished parts are kept', async () => {
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
    const storageKey = platform.emulator.uploads()[0]?.storageKey
    const first = () => platform.emulator.uploads().find((upload) => upload.storageKey === storageKey)
    // For as long as a file of more parts takes, and nothing slows it any more: the third part may have arrived, no other.
    platform.emulator.set({ faults: [] })
    await queueOf({ ...PARTS, partConcurrency: 1 }).upload([file(41 * MIB, 'b.bin')])
    expect(first()?.partsReceived).not.toContain(4)
    queue.resume()
    expect(queue.store.getState().progress.ratio).toBeGreaterThanOrEqual(shown)
    await uploading
    expect(first()?.sha256).toBe(sha256(content))
    expect(first()?.partsReceived.filter((part) => part <= 2)).toEqual([1, 2])
    expect(platform.calls('initiate-multipart')).toBe(2)
  })

  it('survives a second pause and resume right after', async () => {
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

  it('cancels: the promise rejects with aborted, the others continue', async () => {
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
    // What arrives in one blink is shown as one step.
    const faults = [
      { route: 'part', times: 2, cut: 'during' },
      { route: 'part', skip: 2, answerDelayMs: 300 },
    ] as const
    platform.emulator.set({ faults: [...faults] })
    await queue.upload([file(21 * MIB)])
    const ratios = seen.map(([, ratio]) => ratio)
    expect(ratios).toEqual(ratios.toSorted((a, b) => a - b))
    expect(ratios.some((ratio) => ratio > 0 && ratio < 1)).toBe(true)
    expect(seen.filter(([, ratio]) => ratio === 1).every(([state]) => state === 'done')).toBe(true)
  })

  it('cancels what is paused', async () => {
    const queue = queueOf(PARTS)
    const uploading = queue.upload([file(11 * MIB)])
    queue.pause()
    queue.cancel()
    expect(states(queue)).toEqual(['cancelled'])
    await expect(uploading).rejects.toMatchObject({ kind: 'aborted' })
    queue.resume()
    expect(states(queue)).toEqual(['cancelled'])
  })

  it('pauses while the start is on its way, and begins again', async () => {
    platform.emulator.set({ faults: [{ route: 'initiate', times: 1, answerDelayMs: 600_000 }] })
    const queue = queueOf()
    const uploading = queue.upload([file()])
    await until(() => expect(platform.calls('initiate')).toBe(1))
    queue.pause()
    expect(platform.calls('put')).toBe(0)
    queue.resume()
    queue.resume()
    await uploading
    expect(platform.calls('put')).toBe(1)
  })

  it('pauses while the end is on its way: the file is there once, no part is sent again', async () => {
    platform.emulator.set({ faults: [{ route: 'complete', times: 1, answerDelayMs: 600_000 }] })
    const queue = queueOf(PARTS)
    const uploading = queue.upload([file(11 * MIB)])
    await until(() => expect(platform.calls('complete')).toBe(1))
    await until(() => expect(platform.emulator.uploads()[0]?.state).toBe('complete'))
    queue.pause()
    // A storage knows an upload no longer that is complete.
    platform.emulator.set({ faults: [{ route: 'complete', status: 404 }] })
    queue.resume()
    const [uploaded] = await uploading
    expect(platform.emulator.uploads()).toMatchObject([{ url: uploaded?.url }])
    expect(platform.calls('part')).toBe(3)
  })

  it('never has more parts of a file under way than allowed, however often it is paused, resumed and retried', async () => {
    let flying = 0
    let most = 0
    const engine = createUploadEngine(platform.client({ retry: { attempts: 1 } }), async (request) => {
      most = Math.max(most, ++flying)
      try {
        return await put(request)
      } finally {
        flying -= 1
      }
    })
    const queue = engine.queue({ ...PARTS, partConcurrency: 2 })
    const content = bytes(31 * MIB)
    queue.upload([new File([content], 'a.bin')]).catch(() => {})
    platform.emulator.set({ faults: [{ route: 'part', skip: 3, times: 1, status: 503 }] })
    for (let round = 1; round <= 6; round++) {
      await until(() => expect(platform.calls('part') >= round || states(queue)[0] === 'failed').toBe(true))
      queue.pause()
      queue.resume()
      queue.retry()
    }
    await until(() => expect(states(queue)).not.toContain('uploading'))
    queue.retry()
    await queue.idle()
    expect(most).toBe(2)
    expect(platform.emulator.uploads()[0]).toMatchObject({ state: 'complete', sha256: sha256(content) })
  })

  it('retries one while the others continue', async () => {
    platform.emulator.set({
      faults: [
        { route: 'put', match: /bad/, times: 1, status: 400 },
        { route: 'put', match: /slow/, answerDelayMs: 300 },
      ],
    })
    const queue = queueOf()
    const slow = queue.upload([file(10, 'slow')])
    await expect(queue.upload([file(10, 'bad')])).rejects.toMatchObject({ status: 400 })
    expect(states(queue)).toEqual(['uploading', 'failed'])
    queue.retry(queue.store.getState().uploads[1]?.id)
    await slow
    await queue.idle()
    expect(states(queue)).toEqual(['done', 'done'])
    expect(platform.calls('put')).toBe(3)
  })

  it('gives nothing, files of one name, and one file twice', async () => {
    await expect(queueOf().upload([])).resolves.toEqual([])
    expect(platform.emulator.log).toEqual([])
    const twice = file(11 * MIB)
    const uploaded = await queueOf(PARTS).upload([twice, twice, file(11 * MIB)])
    expect(new Set(uploaded.map(({ url }) => url)).size).toBe(3)
    const hashes = platform.emulator.uploads().map((upload) => [upload.state, upload.sha256])
    expect(hashes).toEqual(Array.from({ length: 3 }, () => ['complete', sha256(bytes(11 * MIB))]))
  })

  it('is asked for a number where a number makes no sense', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const nonsense = { concurrency: Number.NaN, partConcurrency: Number.NaN, partSize: 1024 }
    const queue = queueOf({ ...PARTS, ...nonsense })
    await queue.upload([file(11 * MIB)])
    expect(platform.emulator.uploads()[0]).toMatchObject({ sha256: sha256(bytes(11 * MIB)) })
    const warnings = warn.mock.calls.map(([text]) => String(text))
    expect(warnings).toHaveLength(3)
    for (const name of Object.keys(nonsense)) expect(warnings.join()).toContain(`${name} is `)
    expect(warnings.join()).toContain('5 MiB')
  })

  it('throws when the argument is not a file', async () => {
    for (const given of [null, undefined, 'https://media/a.png', { name: 'a' }]) {
      const uploading = queueOf().upload([given as unknown as File])
      await expect(uploading).rejects.toMatchObject({ kind: 'validation' })
      await expect(uploading).rejects.toThrow('event.target.files')
    }
  })
})
