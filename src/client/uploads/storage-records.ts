import { MIN_PART_BYTES } from '../../protocol/limits.js'
import type { Clock } from '../clock.js'
import { isExpired, recordsToPrune } from './prune-records.js'
import type { ResumeRecord, ResumeRecords } from './resume-records.js'

const PREFIX = 'modelrunner-react:upload:'

type StringStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

/** Records as JSON in a Storage: for browsers without IndexedDB, and for memory. */
export function storageRecords(storage: StringStorage, clock: Clock): ResumeRecords {
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
  function prune(): void {
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '')
    const own = keys.filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length))
    const records = own.map((key) => ({ key, startedAt: read(key)?.startedAt ?? 0 }))
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
