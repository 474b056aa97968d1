import type { ClientConfig } from './config.js'
import { readDatabase, storedKeys } from './stored-records.js'

/** One record that the package keeps in this browser. */
export interface StoredRecord {
  /** The kind of record: `run`, `notified` (runs whose callbacks were called), `draft`, `chat` or `upload`. */
  kind: string
  key: string
  /** Characters of its text; of an upload in IndexedDB, the parts that are on the server. */
  size: number
  where: 'storage' | 'indexedDB'
  /** ms since the epoch, where the record says so. */
  at?: number
}

/** What `client.inspect` found. */
export interface ClientInspection {
  /** Who holds the event stream that all tabs of this browser share. `unknown`: without Web Locks each tab has its own. */
  streamHolder: 'this-tab' | 'another-tab' | 'nobody' | 'unknown'
  /** Tabs that listen to the holder. */
  listeningTabs: number
  /** What is stored for this proxy and `userKey`: all that `client.clear()` removes. */
  records: StoredRecord[]
}

/** Reads what is stored and who holds the stream; changes nothing. */
export async function inspectClient(config: ClientConfig): Promise<ClientInspection> {
  const [stream, uploads] = await Promise.all([findHolder(config), readDatabase(config)])
  const stored = storedKeys(config).map((key): StoredRecord => {
    const text = config.storage?.getItem(key) ?? ''
    const [, kind = 'run'] = /^modelrunner(?:-react)?:(\w+)/.exec(key) ?? []
    return { kind, key, size: text.length, where: 'storage', ...timeIn(text) }
  })
  const inDatabase = uploads.map(({ key, parts, startedAt }): StoredRecord => ({
    kind: 'upload',
    key,
    size: parts,
    where: 'indexedDB',
    ...(startedAt !== undefined && { at: startedAt }),
  }))
  return { ...stream, records: [...stored, ...inDatabase] }
}

async function findHolder({
  environment,
  scope,
}: ClientConfig): Promise<Pick<ClientInspection, 'streamHolder' | 'listeningTabs'>> {
  const name = `modelrunner:stream:${scope}`
  // A lock of this page's own tells by what id the browser knows it.
  const probe = `modelrunner:tab:${environment.clock.random()}`
  const locks = environment.locks()
  try {
    const state = await locks?.request(probe, () => locks.query?.())
    if (!state) return { streamHolder: 'unknown', listeningTabs: 0 }
    const clientIdOf = (wanted: string) => state.held?.find((lock) => lock.name === wanted)?.clientId
    const holder = clientIdOf(name)
    const listeningTabs = state.pending?.filter((lock) => lock.name === name).length ?? 0
    if (holder === undefined) return { streamHolder: 'nobody', listeningTabs }
    return { streamHolder: holder === clientIdOf(probe) ? 'this-tab' : 'another-tab', listeningTabs }
  } catch {
    // A policy forbids locks.
    return { streamHolder: 'unknown', listeningTabs: 0 }
  }
}

/** Records of runs and uploads say when they were made. */
function timeIn(text: string): { at?: number } {
  try {
    const record = JSON.parse(text) as { at?: unknown; startedAt?: unknown } | null
    const at = record?.at ?? record?.startedAt
    return typeof at === 'number' ? { at } : {}
  } catch {
    return {}
  }
}
