import { wait } from '../shared/retry.js'
import type { ClientConfig } from './config.js'

const DATABASE = 'modelrunner-react'
/** Some browsers leave the opening of a database without any answer, ms. */
const MAX_WAIT_MS = 3_000

/** An unfinished upload as IndexedDB holds it. */
export interface StoredUpload {
  key: string
  /** Parts that are on the server. */
  parts: number
  startedAt?: number
}

/** The storage's keys that belong to this proxy and `userKey`. Storage that is blocked holds nothing. */
export function storedKeys({ scope, storage }: Pick<ClientConfig, 'scope' | 'storage'>): string[] {
  const starts = [
    ...['run', 'notified', 'draft'].map((kind) => `modelrunner:${kind}:[${JSON.stringify(scope)},`),
    `modelrunner:chat:${scope}:`,
    `modelrunner-react:upload:${scope}|`,
  ]
  try {
    const keys = Array.from({ length: storage?.length ?? 0 }, (_, index) => storage?.key(index) ?? '')
    return keys.filter((key) => starts.some((start) => key.startsWith(start)))
  } catch {
    return []
  }
}

/** The records of uploads in IndexedDB: `scope|file`, and one row per part under `[scope|file, part]`. */
export async function readDatabase(config: ClientConfig): Promise<StoredUpload[]> {
  const uploads = new Map<string, StoredUpload>()
  await withOwnRows(config, 'readonly', async (store, keys) => {
    for (const key of keys) {
      const name = nameOf(key)
      const upload = uploads.get(name) ?? { key: name, parts: 0 }
      uploads.set(name, upload)
      if (Array.isArray(key)) upload.parts++
      else Object.assign(upload, startIn(await answerOf<unknown>(store.get(key))))
    }
  })
  return [...uploads.values()]
}

/** Removes the records of uploads in IndexedDB. */
export async function clearDatabase(config: ClientConfig): Promise<void> {
  await withOwnRows(config, 'readwrite', (store, keys) => {
    for (const key of keys) store.delete(key)
  })
}

/** Does `work` to each table with the keys that are this client's; gives up where the database does not answer. */
async function withOwnRows(
  { scope, storage, clock }: ClientConfig,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore, keys: IDBValidKey[]) => void | Promise<void>,
): Promise<void> {
  const factory = globalThis.indexedDB as IDBFactory | undefined
  // Without storage uploads are recorded in memory.
  if (!factory || storage === null) return
  const done = new AbortController()
  const visiting = visit(factory, mode, async (store) => {
    const keys = await answerOf(store.getAllKeys())
    await work(
      store,
      keys.filter((key) => nameOf(key).startsWith(`${scope}|`)),
    )
  }).catch(() => {})
  await Promise.race([visiting, wait(MAX_WAIT_MS, clock, done.signal).catch(() => {})])
  done.abort()
}

async function visit(
  factory: IDBFactory,
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => Promise<void>,
): Promise<void> {
  const opening = factory.open(DATABASE)
  // There was none: it is not created either.
  opening.onupgradeneeded = () => opening.transaction?.abort()
  const database = await answerOf(opening)
  try {
    const names = [...database.objectStoreNames]
    if (!names.length) return
    const transaction = database.transaction(names, mode)
    const ended = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error as Error)
    })
    for (const name of names) await work(transaction.objectStore(name))
    await ended
  } finally {
    database.close()
  }
}

function nameOf(key: IDBValidKey): string {
  return String(Array.isArray(key) ? key[0] : key)
}

function startIn(head: unknown): { startedAt?: number } {
  const startedAt = (head as { startedAt?: unknown } | undefined)?.startedAt
  return typeof startedAt === 'number' ? { startedAt } : {}
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error as Error)
  })
}
