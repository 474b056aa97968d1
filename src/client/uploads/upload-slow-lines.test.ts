// @vitest-environment node
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { bytes, sha256 } from '../../../test/support/bytes.js'
import { emulatorFetch } from '../../../test/support/emulator-fetch.js'
import { FakeClock } from '../../../test/support/fake-clock.js'
import { type SlowLine, slowXhr } from '../../../test/support/slow-line.js'
import { createEmulator } from '../../emulator/index.js'
import type { Emulator } from '../../emulator/emulator.js'
import { createClient } from '../create-client.js'
import { put } from './put.js'
import { createUploadEngine } from './upload-engine.js'
import type { UploadOptions } from './upload-options.js'

const MIB = 1024 * 1024
const HOUR_MS = 60 * 60_000
const PARTS: UploadOptions = { multipartThreshold: 0, partSize: 5 * MIB }

describe('uploads on real-world connections', () => {
  let clock: FakeClock
  let emulator: Emulator
  beforeEach(() => {
    clock = new FakeClock()
    emulator = createEmulator({ clock, latencyMs: 0 })
  })

  function start(
    line: SlowLine,
    size: number,
    options: UploadOptions = {},
    { isThere = false, file }: { isThere?: boolean; file?: (content: Uint8Array<ArrayBuffer>) => File } = {},
  ) {
    const { XMLHttpRequest, sent } = slowXhr(clock, line, (request) => emulator.fetch(request))
    vi.stubGlobal('XMLHttpRequest', XMLHttpRequest)
    onTestFinished(() => void vi.unstubAllGlobals())
    const client = createClient({
      proxyUrl: '/api/modelrunner/proxy',
      fetch: emulatorFetch(emulator),
      clock,
      storage: null,
    })
    const probe = () => (isThere ? Promise.resolve() : Promise.reject(new TypeError('Failed to fetch')))
    const queue = createUploadEngine(client, put, probe).queue({ relay: 'never', ...options })
    const content = bytes(size)
    const result = queue.upload([file?.(content) ?? new File([content], 'a.bin')])
    result.catch(() => {})
    const item = () => queue.store.getState().uploads[0]
    const ended = async (maxMs = 3 * HOUR_MS) => {
      for (let ms = 0; ms < maxMs && !['done', 'failed'].includes(item()?.state ?? ''); ms += 10_000) {
        await clock.advance(10_000)
      }
      return item()
    }
    return { queue, result, content, sent, item, ended }
  }

  it.each<[string, SlowLine, number, UploadOptions]>([
    ['2 MB behind a box that forwards 50 kB/s', { speed: 50e3, swallows: true }, 2e6, {}],
    ['200 kB at 2 kB/s, swallowed', { speed: 2e3, swallows: true }, 200e3, {}],
    ['200 kB at 2 kB/s, seen as it goes', { speed: 2e3 }, 200e3, {}],
    ['2 MB at 30 kB/s, swallowed', { speed: 30e3, swallows: true }, 2e6, {}],
    ['8 MB at 50 kB/s behind a buffer of 2 MB', { speed: 50e3, buffer: 2e6 }, 8e6, {}],
    ['a part behind a buffer', { speed: 50e3, buffer: 2e6 }, 21 * MIB, { ...PARTS, partConcurrency: 1 }],
    ['21 MiB in parts at 250 kB/s each, swallowed', { speed: 250e3, swallows: true }, 21 * MIB, PARTS],
    ['21 MiB in parts at 30 kB/s each, swallowed', { speed: 30e3, swallows: true }, 21 * MIB, PARTS],
    [
      'ten parts at a time through six connections',
      { speed: 50e3 },
      50 * MIB,
      { ...PARTS, partConcurrency: 10 },
    ],
    ['parts through one connection', { speed: 100e3, connections: 1 }, 21 * MIB, PARTS],
  ])('bring every byte, and each byte once: %s', async (_, line, size, options) => {
    const { ended, content, sent, queue } = start(line, size, options)
    const went = new Set<string>()
    queue.store.subscribe(({ uploads: [item] }) => item && went.add(item.state))
    expect(await ended()).toMatchObject({ state: 'done' })
    expect(emulator.uploads().at(-1)).toMatchObject({ sha256: sha256(content), state: 'complete' })
    expect(sent.bytes).toBe(size)
    expect(went).not.toContain('retrying')
  })

  it('wait longer after a stall, and bring what is slower than anybody expects', async () => {
    const { ended } = start({ speed: 800, swallows: true }, 200e3)
    expect(await ended()).toMatchObject({ state: 'done' })
  })

  it.each<[string, SlowLine['ends']]>([
    ['takes all bytes and never answers', 'never'],
    ['takes all bytes and breaks', 'reset'],
    ['takes no connection', 'refused'],
  ])('take the relay where the storage %s', async (_, ends) => {
    const isSlow = (url: string) => !url.includes('relay')
    const { ended, content, item } = start({ swallows: true, ends, isSlow }, 1e6, { relay: 'auto' })
    expect(await ended()).toMatchObject({ state: 'done' })
    expect(item()?.notice).toBe('relayed')
    expect(emulator.uploads().at(-1)).toMatchObject({ kind: 'relay', sha256: sha256(content) })
  })

  it('do not take the relay where the storage has answered', async () => {
    emulator.set({
      faults: [{ route: 'put', status: 400, body: '<Error><Message>Bad digest</Message></Error>' }],
    })
    const { ended } = start({}, 1e6, { relay: 'auto' })
    const item = await ended()
    expect(item?.error).toMatchObject({
      kind: 'upload-failed',
      reason: 'refused',
      status: 400,
      retryable: false,
    })
    expect(item?.error?.message).toContain('Bad digest')
    expect(emulator.log.some(({ route }) => route === 'relay')).toBe(false)
  })

  it.each([
    ['the storage is there', true, { reason: 'cors' }],
    ['nobody is there', false, { reason: 'network', retryable: true }],
  ])('distinguish a refused origin from a broken network: %s', async (_, isThere, expected) => {
    const { ended } = start({ ends: 'refused' }, 1e6, {}, { isThere })
    expect((await ended())?.error).toMatchObject(expected)
  })

  it('name CORS where the ETag of a part is hidden', async () => {
    const { ended } = start({ ends: 'hidden' }, 6 * MIB, PARTS)
    const error = (await ended())?.error
    expect(error).toMatchObject({ reason: 'cors', retryable: false })
    expect(error?.message).toMatch(/ETag.*CORS/)
  })

  it('say when a storage wants to be asked again in an hour, and do not wait for it', async () => {
    emulator.set({ faults: [{ route: 'put', status: 503, headers: { 'retry-after': '3600' } }] })
    const { ended } = start({}, 1e6)
    expect((await ended(60_000))?.error).toMatchObject({ retryable: true, retryAfterMs: HOUR_MS })
  })

  it.each<[string, SlowLine, (file: File) => void]>([
    [
      'cannot be read any more while the line stands still',
      { ends: 'never' },
      (file) => {
        file.slice = () =>
          Object.assign(new Blob(['x']), { arrayBuffer: () => Promise.reject(new Error('gone')) })
      },
    ],
    [
      'is shorter than it was when the connection breaks',
      { ends: 'reset' },
      (file) => {
        file.slice = () => Object.assign(new Blob([bytes(1)]), { slice: () => new Blob() })
      },
    ],
  ])('name a file that %s', async (_, line, change) => {
    const changing = (content: Uint8Array<ArrayBuffer>) => new File([content], 'a.bin')
    let file: File | undefined
    const { ended } = start({ ...line, swallows: true }, 6 * MIB, PARTS, {
      file: (content) => (file = changing(content)),
    })
    await clock.advance(1_000)
    if (file) change(file)
    for (const part of [file]) if (part) vi.spyOn(Blob.prototype, 'slice').mockImplementation(part.slice)
    onTestFinished(() => void vi.restoreAllMocks())
    expect((await ended())?.error).toMatchObject({ reason: 'file-changed', retryable: false })
  })

  it('find their parts again after a pause, wherever the line is slow', async () => {
    const { ended, queue, sent, content } = start({ speed: 250e3, swallows: true }, 21 * MIB, {
      ...PARTS,
      partConcurrency: 1,
    })
    await clock.advance(30_000)
    queue.pause()
    expect(queue.store.getState().uploads[0]).toMatchObject({ state: 'paused', keepsParts: true })
    await clock.advance(HOUR_MS)
    queue.resume()
    expect(await ended()).toMatchObject({ state: 'done' })
    expect(sent.bytes).toBeLessThanOrEqual(21 * MIB + 5 * MIB)
    expect(emulator.uploads().at(-1)).toMatchObject({ sha256: sha256(content) })
  })

  it('show that a pause of a file in one piece starts over', async () => {
    const { queue } = start({ speed: 100e3 }, 2e6)
    await clock.advance(10_000)
    expect(queue.store.getState().uploads[0]?.progress.loaded).toBeGreaterThan(5e5)
    queue.pause()
    expect(queue.store.getState().uploads[0]).toMatchObject({ keepsParts: false, progress: { loaded: 0 } })
  })
})
