import { afterEach, describe, expect, it, vi } from 'vitest'
import { FakeClock } from '../../../test/support/fake-clock.js'
import type { ClientConfig } from '../config.js'
import { createResumeRecords } from './resume-records.js'

const record = { uploadId: 'i', uploadKey: 'k', fileUrl: 'https://m/f', partSize: 5 * 1024 * 1024, etags: {} }

describe('createResumeRecords', () => {
  const clock = new FakeClock()
  // What else a client is configured with does not matter here.
  const config = { scope: 'me', storage: localStorage, clock } as unknown as ClientConfig
  const start = (records = createResumeRecords(config)) =>
    records.start('a', { ...record, startedAt: clock.now() })

  afterEach(() => {
    vi.unstubAllGlobals()
    localStorage.clear()
  })

  it.each([
    ['is missing', undefined],
    ['is null', null],
    [
      'is forbidden',
      {
        open: () => {
          throw new DOMException('denied', 'SecurityError')
        },
      },
    ],
  ])('uses the storage of the app where IndexedDB %s', async (_, indexedDB) => {
    vi.stubGlobal('indexedDB', indexedDB)
    await start()
    expect(await createResumeRecords(config).find('a')).toMatchObject(record)
    expect(localStorage).toHaveLength(1)
  })

  it('does not wait for a database that never opens', async () => {
    vi.stubGlobal('indexedDB', { open: () => ({}) })
    const starting = start()
    await clock.advance(3_000)
    await starting
    expect(localStorage).toHaveLength(1)
    expect(clock.pending).toBe(0)
  })

  it('keeps what it knows to the page where the app allows no storage', async () => {
    const records = createResumeRecords({ ...config, storage: null })
    await start(records)
    expect(await records.find('a')).toMatchObject(record)
    expect(localStorage).toHaveLength(0)
    expect(await createResumeRecords({ ...config, storage: null }).find('a')).toBeUndefined()
  })
})
