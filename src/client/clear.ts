import { wait } from '../shared/retry.js'
import type { ClientConfig } from './config.js'

const DATABASE = 'modelrunner-react'
/** Some browsers leave the opening of a database without any answer, ms. */
const MAX_WAIT_MS = 3_000

/**
 * Removes what this package stored in this browser for one `userKey`: records of runs, drafts, conversations, records of
 * uploads. Storage that is blocked holds nothing either.
 */
export async function clearStored({ scope, storage, clock }: ClientConfig): Promise<void> {
  const starts = [
    ...['run', 'told', 'draft'].map((kind) => `modelrunner:${kind}:[${JSON.stringify(scope)},`),
    `modelrunner:chat:${scope}:`,
    `modelrunner-react:upload:${scope}|`,
  ]
  try {
    const keys = Array.from({ length: storage?.length ?? 0 }, (_, index) => storage?.key(index) ?? '')
    for (const key of keys) if (starts.some((start) => key.startsWith(start))) storage?.removeItem(key)
  } catch {
    // Nothing to remove.
  }
  // Without storage uploads are recorded in memory.
  if (storage === null) return
  const done = new AbortController()
  const clearing = clearDatabase(`${scope}|`).catch(() => {})
  await Promise.race([clearing, wait(MAX_WAIT_MS, clock, done.signal).catch(() => {})])
  done.abort()
}

/** Records of uploads: `scope|file`, and one row per part under `[scope|file, part]`. */
async function clearDatabase(start: string): Promise<void> {
  const factory = globalThis.indexedDB as IDBFactory | undefined
  if (!factory) return
  const opening = factory.open(DATABASE)
  // There was none: it is not created either.
  opening.onupgradeneeded = () => opening.transaction?.abort()
  const database = await answerOf(opening)
  try {
    const names = [...database.objectStoreNames]
    if (!names.length) return
    const transaction = database.transaction(names, 'readwrite')
    const ended = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error as Error)
    })
    for (const name of names) {
      const store = transaction.objectStore(name)
      for (const key of await answerOf(store.getAllKeys()))
        if (String(Array.isArray(key) ? key[0] : key).startsWith(start)) store.delete(key)
    }
    await ended
  } finally {
    database.close()
  }
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error as Error)
  })
}
