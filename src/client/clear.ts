import type { ClientConfig } from './config.js'

const DATABASE = 'modelrunner-react'

/**
 * Forgets what this package stored in this browser for one `userKey`: records of runs, drafts, records of uploads. What
 * cannot be reached (blocked storage) holds nothing either.
 */
export async function clearStored({ scope, storage }: ClientConfig): Promise<void> {
  // In a name the scope stands as it is, or as a string within JSON.
  const isOurs = (key: string) => key.includes(scope) || key.includes(JSON.stringify(scope))
  try {
    const keys = Array.from({ length: storage?.length ?? 0 }, (_, index) => storage?.key(index) ?? '')
    for (const key of keys) if (key.startsWith('modelrunner') && isOurs(key)) storage?.removeItem(key)
  } catch {
    // Nothing to remove.
  }
  await clearDatabase(isOurs).catch(() => {})
}

async function clearDatabase(isOurs: (key: string) => boolean): Promise<void> {
  const factory = globalThis.indexedDB as IDBFactory | undefined
  // Opening a database that is not there would make it.
  const isThere = (await factory?.databases?.())?.some(({ name }) => name === DATABASE)
  if (!factory || !isThere) return
  const database = await answerOf(factory.open(DATABASE))
  try {
    const names = [...database.objectStoreNames]
    if (!names.length) return
    const transaction = database.transaction(names, 'readwrite')
    for (const name of names) {
      const store = transaction.objectStore(name)
      for (const key of await answerOf(store.getAllKeys()))
        if (isOurs(String(Array.isArray(key) ? key[0] : key))) store.delete(key)
    }
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
