import type { Time } from '../environment.js'
import { isExpired, recordsToPrune, type ResumeRecord, type ResumeRecords } from './resume-records.js'

const DATABASE = 'modelrunner-react'
const UPLOADS = 'uploads'
/** One row per part, so that noting the ten-thousandth costs no more than the first. */
const PARTS = 'parts'

type Head = Omit<ResumeRecord, 'etags'> & { key: string }

/** Opens the records in IndexedDB; rejects where it is missing or forbidden. */
export async function openDatabaseRecords(factory: IDBFactory, clock: Time): Promise<ResumeRecords> {
  const opening = factory.open(DATABASE, 1)
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore(UPLOADS, { keyPath: 'key' })
    opening.result.createObjectStore(PARTS)
  }
  const database = await answerOf(opening)
  // Another tab with a newer version of this package must not wait for us.
  database.onversionchange = () => database.close()

  const open = (mode: IDBTransactionMode) => {
    const transaction = database.transaction([UPLOADS, PARTS], mode)
    return { transaction, uploads: transaction.objectStore(UPLOADS), parts: transaction.objectStore(PARTS) }
  }
  const partsOf = (key: string) => IDBKeyRange.bound([key], [key, []])

  async function find(key: string): Promise<ResumeRecord | undefined> {
    const { uploads, parts } = open('readonly')
    const [head, numbers, etags] = await Promise.all([
      answerOf(uploads.get(key) as IDBRequest<Head | undefined>),
      answerOf(parts.getAllKeys(partsOf(key))),
      answerOf(parts.getAll(partsOf(key)) as IDBRequest<string[]>),
    ])
    if (!head || isExpired(head.startedAt, clock.now())) return undefined
    const entries = numbers.map((number, index) => [(number as [string, number])[1], etags[index]])
    return { ...head, etags: Object.fromEntries(entries) as Record<number, string> }
  }

  return {
    find,
    async all() {
      const keys = (await answerOf(open('readonly').uploads.getAllKeys())).map(String)
      const records = await Promise.all(keys.map(find))
      return keys.flatMap((key, index) => {
        const record = records[index]
        return record ? [{ key, record }] : []
      })
    },
    async start(key, { etags, ...record }) {
      const { transaction, uploads, parts } = open('readwrite')
      const done = endOf(transaction)
      parts.delete(partsOf(key))
      uploads.put({ key, ...record } satisfies Head)
      for (const [number, etag] of Object.entries(etags)) parts.put(etag, [key, Number(number)])
      const heads = await answerOf(uploads.getAll() as IDBRequest<Head[]>)
      for (const old of recordsToPrune(heads, clock.now())) {
        uploads.delete(old)
        parts.delete(partsOf(old))
      }
      await done
    },
    async addPart(key, part, etag) {
      const { transaction, uploads, parts } = open('readwrite')
      const done = endOf(transaction)
      // Of a record that was forgotten meanwhile, no row may stay that nobody would find again.
      if ((await answerOf(uploads.getKey(key))) !== undefined) parts.put(etag, [key, part])
      await done
    },
    async remove(key) {
      const { transaction, uploads, parts } = open('readwrite')
      uploads.delete(key)
      parts.delete(partsOf(key))
      await endOf(transaction)
    },
  }
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

function endOf(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error)
  })
}
