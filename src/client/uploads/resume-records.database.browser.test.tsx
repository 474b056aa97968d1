import { beforeEach, describe, expect, it } from 'vitest'
import { createEnvironment, systemClock } from '../environment.js'
import {
  createResumeRecords,
  openDatabaseRecords,
  MAX_RECORDS,
  RECORD_LIFE_MS,
  type ResumeRecord,
} from './resume-records.js'

const record = (more: Partial<ResumeRecord> = {}): ResumeRecord => ({
  uploadId: 'id',
  uploadKey: 'key',
  fileUrl: 'https://media/file',
  partSize: 5 * 1024 * 1024,
  startedAt: 0,
  etags: {},
  ...more,
})
const open = (now = 0) =>
  openDatabaseRecords(indexedDB, createEnvironment({ ...systemClock, now: () => now }).clock)

/** Rows of one store, whoever wrote them. */
async function rows(store: 'uploads' | 'parts'): Promise<unknown[]> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open('modelrunner-react')
    opening.onsuccess = () => resolve(opening.result)
  })
  return new Promise((resolve) => {
    const asking = database.transaction(store).objectStore(store).getAllKeys()
    asking.onsuccess = () => {
      database.close()
      resolve(asking.result)
    }
  })
}

describe('records in IndexedDB', () => {
  beforeEach(
    () =>
      new Promise<void>((resolve) => {
        const deleting = indexedDB.deleteDatabase('modelrunner-react')
        deleting.onsuccess = () => resolve()
      }),
  )

  it('remember parts across a reload, with those known from before', async () => {
    const before = await open()
    await before.start('a', record({ etags: { 1: 'one' } }))
    await before.addPart('a', 10, 'ten')
    await before.addPart('a', 2, 'two')
    const after = await open(1000)
    expect(await after.find('a')).toMatchObject({
      uploadId: 'id',
      fileUrl: 'https://media/file',
      etags: { 1: 'one', 2: 'two', 10: 'ten' },
    })
    expect(await after.find('b')).toBeUndefined()
  })

  it('begin with no parts of the upload before', async () => {
    const records = await open()
    await records.start('a', record())
    await records.addPart('a', 1, 'old')
    await records.start('a', record({ uploadId: 'new' }))
    expect(await records.find('a')).toMatchObject({ uploadId: 'new', etags: {} })
  })

  it('keep two files apart, also where one key begins as the other', async () => {
    const records = await open()
    await records.start('a', record())
    await records.start('ab', record())
    await records.addPart('ab', 1, 'of ab')
    await records.remove('a')
    expect(await records.find('ab')).toMatchObject({ etags: { 1: 'of ab' } })
  })

  it('run out, and stay within their bound', async () => {
    const records = await open(100)
    for (let age = 0; age < MAX_RECORDS + 3; age++) {
      await records.start(`file-${age}`, record({ startedAt: age, etags: { 1: 'x' } }))
    }
    expect(await rows('uploads')).toHaveLength(MAX_RECORDS)
    expect(await rows('parts')).toHaveLength(MAX_RECORDS)
    expect(await records.find('file-0')).toBeUndefined()
    const later = await open(RECORD_LIFE_MS + MAX_RECORDS + 3)
    expect(await later.find(`file-${MAX_RECORDS}`)).toBeUndefined()
    await later.start('new', record({ startedAt: RECORD_LIFE_MS }))
    expect(await rows('uploads')).toEqual(['new'])
    expect(await rows('parts')).toEqual([])
  })

  it('leave no row of a part that arrives after the record is gone', async () => {
    const records = await open()
    await records.start('a', record())
    await Promise.all([records.remove('a'), records.addPart('a', 1, 'late')])
    expect(await rows('parts')).toEqual([])
  })
})

describe('records of a client', () => {
  const config = (userKey: string, storage: Storage | null = null) =>
    ({ scope: userKey, userKey, storage, clock: createEnvironment().clock }) as Parameters<
      typeof createResumeRecords
    >[0]

  it('are separate for two users', async () => {
    const ours = createResumeRecords(config('ours', localStorage))
    await ours.start('a', record({ startedAt: Date.now() }))
    expect(await createResumeRecords(config('ours', localStorage)).find('a')).toBeDefined()
    expect(await createResumeRecords(config('theirs', localStorage)).find('a')).toBeUndefined()
  })
})
