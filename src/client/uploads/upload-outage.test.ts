// @vitest-environment node
import { beforeEach, describe, expect, it } from 'vitest'
import { bytes, sha256 } from '../../../test/support/bytes.js'
import { emulatorFetch } from '../../../test/support/emulator-fetch.js'
import { FakeClock } from '../../../test/support/fake-clock.js'
import { createEmulator } from '../../emulator/index.js'
import type { Emulator } from '../../emulator/emulator.js'
import { createClient } from '../create-client.js'
import type { RetryOptions } from '../config.js'
import { createUploadEngine } from './upload-engine.js'
import { PutFailure, type Put } from './put.js'
import { PATIENCE_MS } from './outage.js'
import type { UploadOptions } from './upload-options.js'
import type { UploadQueue } from './upload-list.js'

const MIB = 1024 * 1024
const PARTS = { multipartThreshold: 10 * MIB, partSize: 5 * MIB, partConcurrency: 1 } satisfies UploadOptions

/** A network whose radio is always up: `navigator.onLine` never tells. */
describe('an upload in a network that carries nothing for a while', () => {
  let clock: FakeClock
  let emulator: Emulator
  let cut: Set<'proxy' | 'storage'>
  let puts: number
  let asked: number
  /** What happens to the network at the PUT of that number. */
  let atPut: Record<number, () => void>
  beforeEach(() => {
    clock = new FakeClock()
    emulator = createEmulator({ clock, latencyMs: 0 })
    cut = new Set()
    puts = asked = 0
    atPut = {}
  })

  const proxy: typeof fetch = (...args) => {
    asked += 1
    return cut.has('proxy')
      ? Promise.reject(new TypeError('Failed to fetch'))
      : emulatorFetch(emulator)(...args)
  }
  const put: Put = async ({ url, body, headers, onProgress }) => {
    puts += 1
    atPut[puts]?.()
    if (cut.has('storage')) throw new PutFailure('network')
    const response = await emulator.fetch(new Request(url, { method: 'PUT', body, headers }))
    if (!response.ok) throw new PutFailure('status', { status: response.status })
    onProgress?.(body.size)
    return { header: (name) => response.headers.get(name), text: await response.text() }
  }
  function begin(size: number, options: UploadOptions = {}, retry: Partial<RetryOptions> = {}) {
    const client = createClient({
      proxyUrl: '/api/modelrunner/proxy',
      fetch: proxy,
      clock,
      retry,
      storage: null,
    })
    const queue = createUploadEngine(client, put).queue({ relay: 'never', ...options })
    const content = bytes(size)
    const result = queue.upload([new File([content], 'a.bin')])
    result.catch(() => {})
    return { queue, result, content }
  }
  const item = (queue: UploadQueue) => queue.store.getState().uploads[0]
  const goDown = () => void cut.add('proxy').add('storage')

  it.each([
    ['in parts', 16 * MIB, PARTS],
    ['in one PUT', MIB, {}],
  ])(
    'waits longer than its attempts last, %s, says so, and resumes automatically',
    async (_, size, options) => {
      atPut = { 1: goDown }
      const { queue, result, content } = begin(size, options)
      await clock.advance(20_000)
      expect(item(queue)).toMatchObject({ state: 'retrying', notice: 'offline' })
      cut.clear()
      await clock.advance(10_000)
      await expect(result).resolves.toHaveLength(1)
      expect(item(queue)).toMatchObject({ state: 'done', notice: undefined })
      expect(emulator.uploads().at(-1)).toMatchObject({ sha256: sha256(content), state: 'complete' })
    },
  )

  it('waits also with the end of a file, and finishes it once', async () => {
    const { queue, result } = begin(16 * MIB, PARTS)
    // The bytes of the last part arrive, its answer too; then nothing more.
    atPut = { 4: () => cut.add('proxy') }
    await clock.advance(60_000)
    expect(item(queue)).toMatchObject({ state: 'retrying', notice: 'offline' })
    cut.clear()
    await clock.advance(10_000)
    await expect(result).resolves.toHaveLength(1)
    expect(emulator.log.filter(({ route }) => route === 'complete')).toHaveLength(1)
    expect(puts).toBe(4)
  })

  it('gives up when the outage lasts, and resumes on retry', async () => {
    atPut = { 2: goDown }
    const { queue, result } = begin(16 * MIB, PARTS)
    await clock.advance(PATIENCE_MS - 1_000)
    expect(item(queue)?.state).toBe('retrying')
    await clock.advance(60_000)
    await expect(result).rejects.toMatchObject({ retryable: true })
    expect(item(queue)).toMatchObject({ state: 'failed', notice: undefined })
    cut.clear()
    queue.retry()
    await clock.advance(10_000)
    expect(item(queue)?.state).toBe('done')
    expect(emulator.uploads()[0]?.partsReceived).toEqual([1, 2, 3, 4])
  })

  it('asks less and less often meanwhile', async () => {
    atPut = { 2: goDown }
    begin(16 * MIB, PARTS)
    await clock.advance(60_000)
    const before = { asked, puts }
    await clock.advance(60_000)
    expect(asked - before.asked).toBeLessThan(20)
    expect(asked - before.asked).toBeGreaterThan(6)
    expect(puts).toBe(before.puts)
  })

  it.each([1, 3])('tries an unreachable storage %i times, as configured', async (attempts) => {
    atPut = { 2: () => cut.add('storage') }
    const { result } = begin(16 * MIB, PARTS, { attempts })
    await clock.advance(30_000)
    await expect(result).rejects.toMatchObject({ kind: 'upload-failed', retryable: true })
    expect(puts).toBe(1 + attempts)
  })

  it('does not wait where there was no connection from the start', async () => {
    goDown()
    const { result } = begin(MIB)
    await clock.advance(60_000)
    await expect(result).rejects.toMatchObject({ kind: 'network' })
  })

  it('can be paused and cancelled meanwhile', async () => {
    atPut = { 2: goDown }
    const { queue, result } = begin(16 * MIB, PARTS)
    await clock.advance(30_000)
    queue.pause()
    expect(item(queue)).toMatchObject({ state: 'paused', notice: undefined })
    await clock.advance(30_000)
    expect(clock.pending).toBe(0)
    queue.resume()
    await clock.advance(1_000)
    queue.cancel()
    await expect(result).rejects.toMatchObject({ kind: 'aborted' })
    await clock.advance(1_000)
    expect(clock.pending).toBe(0)
  })
})
