import type { ClientConfig } from '../config.js'
import { wait } from '../../shared/retry.js'
import { MIN_PART_BYTES } from '../../protocol/limits.js'
import type { Time } from '../environment.js'

/** Some browsers leave the opening of a database without any answer; no upload waits longer for it than this, ms. */
const MAX_OPEN_MS = 3_000

/**
 * Records of this proxy and this person: in IndexedDB; in the app's storage where that is missing or forbidden; in
 * memory where the app allows no storage. Opened when first needed, so that nothing happens on the server.
 */
export function createResumeRecords({ scope, storage, clock }: ClientConfig): ResumeRecords {
  let opening: Promise<ResumeRecords> | undefined
  const records = () => (opening ??= open())

  async function open(): Promise<ResumeRecords> {
    if (storage === null) return storageRecords(memoryStorage(), clock)
    const inStorage = storageRecords(storage, clock)
    if (typeof indexedDB === 'undefined') return inStorage
    const opened = new AbortController()
    return Promise.race([
      openDatabaseRecords(indexedDB, clock),
      wait(MAX_OPEN_MS, clock, opened.signal).then(() => inStorage),
    ])
      .catch(() => inStorage)
      .finally(() => opened.abort())
  }

  // A store that fails (full, closed, corrupt) costs the resume after a reload, never the upload itself.
  const gently = async <T>(work: (records: ResumeRecords) => Promise<T>): Promise<T | undefined> =>
    records()
      .then(work)
      .catch(() => undefined)

  const scoped = (key: string) => `${scope}|${key}`
  return {
    find: (key) => gently((store) => store.find(scoped(key))),
    start: (key, record) => gently((store) => store.start(scoped(key), record)),
    addPart: (key, part, etag) => gently((store) => store.addPart(scoped(key), part, etag)),
    remove: (key) => gently((store) => store.remove(scoped(key))),
    async all() {
      const stored = (await gently((store) => store.all())) ?? []
      return stored.flatMap(({ key, record }) =>
        key.startsWith(scoped('')) ? [{ key: key.slice(scoped('').length), record }] : [],
      )
    },
  }
}

/** What must be remembered to go on with a multipart upload: the platform has no route that lists its parts. */
export interface ResumeRecord {
  uploadId: string
  uploadKey: string
  /** The public URL, which only the start of an upload tells. */
  fileUrl: string
  /** bytes */
  partSize: number
  /** ms since the epoch */
  startedAt: number
  /** ETag by part number. */
  etags: Record<number, string>
  /** Of a file in a component's list: what is needed to ask for it again after a reload. */
  listed?: ListedFile
}

interface ListedFile {
  /** Where in the app the list stands. */
  slot: string
  name: string
  /** bytes */
  size: number
}

/** A record with the key it is stored under. */
interface StoredRecord {
  key: string
  record: ResumeRecord
}

/** Where uploads that are not finished are remembered. Nothing here ever fails an upload: without a record it just cannot be resumed. */
export interface ResumeRecords {
  /** A record that is still good. */
  find(key: string): Promise<ResumeRecord | undefined>
  start(key: string, record: ResumeRecord): Promise<void>
  addPart(key: string, part: number, etag: string): Promise<void>
  remove(key: string): Promise<void>
  /** All that are still good. */
  all(): Promise<StoredRecord[]>
}

/** Storages drop what is unfinished after a week; a day less leaves room to finish, ms. */
export const RECORD_LIFE_MS = 6 * 24 * 60 * 60 * 1000

/** Unfinished uploads remembered on one device; each holds up to 10,000 short strings. */
export const MAX_RECORDS = 20

/** The keys to forget: what is too old, then the oldest beyond the bound. */
export function recordsToPrune(
  records: readonly { key: string; startedAt: number }[],
  now: number,
): string[] {
  const newestFirst = [...records].sort((a, b) => b.startedAt - a.startedAt)
  return newestFirst
    .filter(({ startedAt }, index) => index >= MAX_RECORDS || isExpired(startedAt, now))
    .map(({ key }) => key)
}

function isExpired(startedAt: number, now: number): boolean {
  return !(now - startedAt < RECORD_LIFE_MS)
}

const PREFIX = 'modelrunner-react:upload:'

type StringStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

/** Records as JSON in a Storage: for browsers without IndexedDB, and for memory. */
export function storageRecords(storage: StringStorage, clock: Time): ResumeRecords {
  function read(key: string): ResumeRecord | undefined {
    try {
      const record: unknown = JSON.parse(storage.getItem(PREFIX + key) ?? 'null')
      return isRecord(record) && !isExpired(record.startedAt, clock.now()) ? record : undefined
    } catch {
      return undefined
    }
  }
  function write(key: string, record: ResumeRecord): void {
    try {
      storage.setItem(PREFIX + key, JSON.stringify(record))
    } catch {
      // Full or forbidden: this upload cannot be resumed after a reload, which is no reason to stop it.
    }
  }
  function storedKeys(): string[] {
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
    return keys.filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length))
  }
  function prune(): void {
    const records = storedKeys().map((key) => ({ key, startedAt: read(key)?.startedAt ?? 0 }))
    for (const key of recordsToPrune(records, clock.now())) storage.removeItem(PREFIX + key)
  }

  return {
    find: async (key) => read(key),
    async start(key, record) {
      write(key, record)
      prune()
    },
    async addPart(key, part, etag) {
      const record = read(key)
      if (record) write(key, { ...record, etags: { ...record.etags, [part]: etag } })
    },
    remove: async (key) => storage.removeItem(PREFIX + key),
    all: async () =>
      storedKeys().flatMap((key) => {
        const record = read(key)
        return record ? [{ key, record }] : []
      }),
  }
}

/** A Storage that ends with the page. */
export function memoryStorage(): StringStorage {
  const entries = new Map<string, string>()
  return {
    get length() {
      return entries.size
    },
    key: (index) => [...entries.keys()][index] ?? null,
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
  }
}

function isRecord(value: unknown): value is ResumeRecord {
  const record = value as ResumeRecord | null
  return (
    typeof record === 'object' &&
    typeof record?.uploadId === 'string' &&
    typeof record.uploadKey === 'string' &&
    typeof record.fileUrl === 'string' &&
    record.partSize >= MIN_PART_BYTES &&
    typeof record.etags === 'object' &&
    record.etags !== null
  )
}

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
