import type { FileItem } from '../protocol/file-item.js'
import { BoundedMap } from './bounded-map.js'
import type { User } from './isolation/user.js'
import { StreamHubs } from './stream/stream-hub.js'
import { SubmitLedger } from './submit/submit-ledger.js'

/** Owners never change: the bound is only about memory (about 2 MB). */
const MAX_OWNERS = 10_000
const OWNER_TTL_MS = 24 * 60 * 60 * 1000
const MAX_USERS = 1_000
const MAX_FILE_LISTS = 2_000
/** Favourites and tags may change in another process: a list of files is believed for so long. */
const FILE_LIST_TTL_MS = 30_000

/** What one handler remembers between calls. Losing it costs a few more calls to the platform, never correctness. */
export interface Memory {
  /** Mark of the owner by API key and request id; '' for a request that is nobody's. */
  owners: BoundedMap<string>
  users: BoundedMap<Promise<User>>
  /** Output files by API key and request id. */
  outputs: BoundedMap<FileItem[]>
  submits: SubmitLedger
  hubs: StreamHubs
}

export function createMemory({ shareStream }: { shareStream: boolean }): Memory {
  return {
    owners: new BoundedMap(MAX_OWNERS, OWNER_TTL_MS),
    users: new BoundedMap(MAX_USERS, OWNER_TTL_MS),
    outputs: new BoundedMap(MAX_FILE_LISTS, FILE_LIST_TTL_MS),
    submits: new SubmitLedger(),
    hubs: new StreamHubs(shareStream),
  }
}
