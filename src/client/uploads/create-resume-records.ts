import type { ClientConfig } from '../config.js'
import { wait } from '../../shared/retry.js'
import { openDatabaseRecords } from './database-records.js'
import { type ResumeRecords, memoryStorage, storageRecords } from './resume-records.js'

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
