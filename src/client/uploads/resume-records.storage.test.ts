// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { FakeClock } from '../../../test/support/fake-clock.js'
import {
  MAX_RECORDS,
  RECORD_LIFE_MS,
  recordsToPrune,
  type ResumeRecord,
  memoryStorage,
  storageRecords,
} from './resume-records.js'

const record = (startedAt: number): ResumeRecord => ({
  uploadId: 'id',
  uploadKey: 'key',
  fileUrl: 'https://media/file',
  partSize: 5 * 1024 * 1024,
  startedAt,
  etags: {},
})
const clockAt = (now: number) => new FakeClock({ now })

describe('records in a Storage', () => {
  it('remembers parts across a reload', async () => {
    const storage = memoryStorage()
    const before = storageRecords(storage, clockAt(0))
    await before.start('a', record(0))
    await before.addPart('a', 2, 'etag-2')
    const after = storageRecords(storage, clockAt(1000))
    expect(await after.find('a')).toMatchObject({ uploadId: 'id', etags: { 2: 'etag-2' } })
    await after.remove('a')
    expect(await after.find('a')).toBeUndefined()
  })

  it('forgets what the storage has dropped by now', async () => {
    const storage = memoryStorage()
    await storageRecords(storage, clockAt(0)).start('a', record(0))
    expect(await storageRecords(storage, clockAt(RECORD_LIFE_MS)).find('a')).toBeUndefined()
  })

  it('takes neither garbage nor a full storage ill', async () => {
    const storage = memoryStorage()
    const records = storageRecords(storage, clockAt(0))
    storage.setItem('modelrunner-react:upload:a', '{"uploadId":')
    storage.setItem('modelrunner-react:upload:b', '{"uploadId":7}')
    expect(await records.find('a')).toBeUndefined()
    expect(await records.find('b')).toBeUndefined()
    for (const broken of [{ etags: null }, { partSize: 1 }, { fileUrl: undefined }]) {
      storage.setItem('modelrunner-react:upload:d', JSON.stringify({ ...record(0), ...broken }))
      expect(await records.find('d')).toBeUndefined()
    }
    const full = {
      ...memoryStorage(),
      length: 0,
      setItem: () => {
        throw new Error('full')
      },
    }
    await expect(storageRecords(full, clockAt(0)).start('c', record(0))).resolves.toBeUndefined()
  })

  it('stays within its bound by dropping the oldest', async () => {
    const storage = memoryStorage()
    storage.setItem('of-the-app', 'stays')
    const records = storageRecords(storage, clockAt(100))
    for (let age = 0; age < MAX_RECORDS + 3; age++) await records.start(`file-${age}`, record(age))
    expect(storage.length).toBe(MAX_RECORDS + 1)
    expect(await records.find('file-0')).toBeUndefined()
    expect(await records.find(`file-${MAX_RECORDS + 2}`)).toBeDefined()
    expect(storage.getItem('of-the-app')).toBe('stays')
  })
})

describe('recordsToPrune', () => {
  it('names what is too old or not a time at all', () => {
    const records = [
      { key: 'old', startedAt: 0 },
      { key: 'new', startedAt: RECORD_LIFE_MS },
      { key: 'broken', startedAt: Number.NaN },
    ]
    expect(recordsToPrune(records, RECORD_LIFE_MS).sort()).toEqual(['broken', 'old'])
  })
})
