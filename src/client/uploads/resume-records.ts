import { MIN_PART_BYTES } from '../../protocol/limits.js'
import type { Time } from '../environment.js'

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
export interface StoredRecord {
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

export function isExpired(startedAt: number, now: number): boolean {
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
