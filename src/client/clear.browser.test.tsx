import { beforeEach, expect, it } from 'vitest'
import { createClient } from './create-client.js'
import { createResumeRecords } from './uploads/resume-records.js'

const DATABASE = 'modelrunner-react'
const record = {
  uploadId: 'id',
  uploadKey: 'key',
  fileUrl: 'https://media/file',
  partSize: 5 * 1024 * 1024,
  startedAt: Date.now(),
  etags: { 1: 'one' },
}
const signIn = (userKey: string) => createClient({ proxyUrl: '/proxy', userKey })

beforeEach(
  () =>
    new Promise<void>((resolve) => {
      const deleting = indexedDB.deleteDatabase(DATABASE)
      deleting.onsuccess = () => resolve()
    }),
)

it('removes the records of one user’s uploads from IndexedDB, with their parts', async () => {
  const [anna, ben] = [signIn('anna'), signIn('ben')]
  for (const { config } of [anna, ben]) {
    const records = createResumeRecords(config)
    await records.start('file', record)
    await records.addPart('file', 2, 'two')
  }
  await anna.clear()
  expect(await createResumeRecords(anna.config).all()).toEqual([])
  const [left] = await createResumeRecords(ben.config).all()
  expect(left?.record.etags).toEqual({ 1: 'one', 2: 'two' })
  expect((await rows('uploads')).length).toBe(1)
  expect((await rows('parts')).length).toBe(2)
})

it('creates no database where there was none', async () => {
  await signIn('anna').clear()
  expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(DATABASE)
})

/** Keys of one store, whoever wrote them. */
async function rows(store: 'uploads' | 'parts'): Promise<unknown[]> {
  const database = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open(DATABASE)
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
