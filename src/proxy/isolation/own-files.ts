import type { FileItem } from '../../protocol/file-item.js'
import { MAX_PAGE_SIZE } from '../../protocol/limits.js'
import { BoundedMap } from '../../shared/bounded-map.js'
import { Refusal } from '../refusal.js'
import type { Upstream } from '../upstream/call-upstream.js'
import { askPlatform } from '../upstream/platform.js'
import { isFileItem, isOwnUpload, isRecord, type User } from './user.js'
import { findOwnRequests, type OwnRequest } from './own-requests.js'

/** The newest uploads that a user sees; older ones still work by their URL. */
const MAX_OWN_UPLOADS = 1_000
/** Hits of the search that are not the user's do not count against that; somewhere it has to end. */
const MAX_UPLOAD_PAGES = 30
/** Up to so many requests are asked for their files one by one; for more, the account's list of outputs is read. */
const MAX_ASKED_ONE_BY_ONE = 6
const MAX_SCANNED_PAGES = 5
/** Requests that are asked for their files at the same time. */
const CONCURRENCY = 4
/** Favourites and tags may change in another process: a request's files are believed for so long. */
const OUTPUTS_TTL_MS = 5 * 60 * 1000
const MAX_OUTPUTS = 300

export interface Gathered {
  /** Newest first. */
  files: FileItem[]
  /** URLs that the user's requests were given. */
  inputUrls: Set<string>
  /** How many there are of each kind; an estimate where not all had to be read. */
  uploads: number
  outputs: number
}

/** How much of a user's files has to be read. */
export interface Wanted {
  /** So many of the newest must be there, if the user has them. */
  newest: number
  /** Whether every request may be asked for its files, one call each, to be sure of them. */
  isExact: boolean
}

interface Flight {
  wanted: Wanted
  waiting: number
  controller: AbortController
  result: Promise<Gathered>
}

/**
 * A user's files, which the platform does not list by owner: uploads are found by their owner tag, outputs through the
 * requests that made them. Only as much is read as a page needs; calls that come at the same time share one reading, which
 * ends when none of them waits any more.
 */
export class OwnFiles {
  readonly #user: User
  /** Output files by request id. */
  readonly #outputs = new BoundedMap<FileItem[]>(MAX_OUTPUTS, OUTPUTS_TTL_MS)
  #flight: Flight | undefined

  constructor(user: User) {
    this.#user = user
  }

  async gather(upstream: Upstream, wanted: Wanted, signal: AbortSignal): Promise<Gathered> {
    const known = this.#flight
    const covers = known && known.wanted.newest >= wanted.newest && (known.wanted.isExact || !wanted.isExact)
    const flight = covers ? known : this.#start(upstream, wanted)
    flight.waiting += 1
    const leave = () => {
      flight.waiting -= 1
      if (flight.waiting === 0) flight.controller.abort()
    }
    signal.addEventListener('abort', leave, { once: true })
    try {
      if (signal.aborted) leave()
      return await flight.result
    } finally {
      signal.removeEventListener('abort', leave)
    }
  }

  /** A file of the request has changed. */
  forget(requestId: string): void {
    this.#outputs.delete(requestId)
    this.#flight = undefined
  }

  #start(upstream: Upstream, wanted: Wanted): Flight {
    const controller = new AbortController()
    const flight: Flight = {
      wanted,
      waiting: 0,
      controller,
      result: this.#read(upstream, wanted, controller.signal),
    }
    const end = () => {
      if (this.#flight === flight) this.#flight = undefined
    }
    controller.signal.addEventListener('abort', end)
    flight.result.then(end, end)
    this.#flight = flight
    return flight
  }

  async #read(upstream: Upstream, wanted: Wanted, signal: AbortSignal): Promise<Gathered> {
    const [uploads, requests] = await Promise.all([
      this.#readUploads(upstream, wanted.newest, signal),
      findOwnRequests(upstream, this.#user, signal),
    ])
    const makers = requests
      .filter((request) => request.mayHaveFiles)
      .sort((a, b) => b.endedAt.localeCompare(a.endedAt))
    const found = await this.#readOutputs(upstream, makers, wanted, uploads, signal)
    const outputs = makers.flatMap((maker) => found.get(maker.id) ?? [])
    const byId = new Map([...uploads.files, ...outputs].map((file) => [file.id, file]))
    const files = [...byId.values()].sort(newestFirst)
    const unread = makers
      .filter((maker) => !found.has(maker.id))
      .reduce((sum, maker) => sum + maker.outputUrls.size, 0)
    return {
      files,
      inputUrls: new Set(requests.flatMap((request) => request.inputUrls)),
      uploads: uploads.total,
      outputs: files.length - uploads.files.length + unread,
    }
  }

  /** The platform searches names for the user's owner tag, and each hit is checked. */
  async #readUploads(upstream: Upstream, needed: number, signal: AbortSignal): Promise<Uploads> {
    const files: FileItem[] = []
    const wanted = Math.min(needed, MAX_OWN_UPLOADS)
    let total = 0
    for (let page = 1; page <= MAX_UPLOAD_PAGES; page += 1) {
      const search = new URLSearchParams({
        q: this.#user.filePrefix.slice(0, -1),
        sources: 'upload',
        order: 'newest',
        page: String(page),
        limit: String(MAX_PAGE_SIZE),
      })
      const list = await readFiles(upstream, search, signal)
      for (const file of list.items) if (isFileItem(file) && isOwnUpload(file, this.#user)) files.push(file)
      total = list.total
      if (list.items.length < MAX_PAGE_SIZE) return { files, total: files.length, isWhole: true }
      if (files.length >= wanted) break
    }
    return { files, total: Math.min(total, MAX_OWN_UPLOADS), isWhole: false }
  }

  /** Output files by request: of all requests, or of as many of the newest as are needed. */
  async #readOutputs(
    upstream: Upstream,
    makers: readonly OwnRequest[],
    { newest: needed, isExact }: Wanted,
    uploads: Uploads,
    signal: AbortSignal,
  ): Promise<Map<string, FileItem[]>> {
    const found = new Map<string, FileItem[]>()
    for (const maker of makers) {
      const known = this.#outputs.get(maker.id)
      if (known) found.set(maker.id, known)
    }
    const missing = () => makers.filter((maker) => !found.has(maker.id))
    if (missing().length > MAX_ASKED_ONE_BY_ONE) {
      await this.#scan(upstream, makers, found, () => isEnough(makers, found, uploads, needed), signal)
    }
    const open = missing()
    if (!isExact && open.length > MAX_ASKED_ONE_BY_ONE) return found
    let next = 0
    const work = async () => {
      while (next < open.length && !isEnough(makers, found, uploads, needed)) {
        const maker = open[next++]
        if (!maker) continue
        const files = await askForOutputs(upstream, maker, signal)
        this.#outputs.set(maker.id, files)
        found.set(maker.id, files)
      }
    }
    await Promise.all(Array.from({ length: CONCURRENCY }, work))
    return found
  }

  /** Reads the account's newest outputs and picks the user's by their URLs: a hundred files in a call. */
  async #scan(
    upstream: Upstream,
    makers: readonly OwnRequest[],
    found: Map<string, FileItem[]>,
    isDone: () => boolean,
    signal: AbortSignal,
  ): Promise<void> {
    const byUrl = new Map<string, OwnRequest>()
    // Oldest last, so that the request which gave a URL out first is taken for its maker.
    for (const maker of makers) for (const url of maker.outputUrls) byUrl.set(url, maker)
    const seen = new Map<string, FileItem[]>()
    for (let page = 1; page <= MAX_SCANNED_PAGES && !isDone(); page += 1) {
      const search = new URLSearchParams({
        sources: 'output',
        order: 'newest',
        page: String(page),
        limit: String(MAX_PAGE_SIZE),
      })
      const { items } = await readFiles(upstream, search, signal)
      for (const file of items) {
        const maker = isFileItem(file) ? byUrl.get(file.url) : undefined
        if (!maker || !isFileItem(file) || !isMadeBy(file, maker)) continue
        const files = [...(seen.get(maker.id) ?? []), file]
        seen.set(maker.id, files)
        if (new Set(files.map(({ url }) => url)).size < maker.outputUrls.size) continue
        this.#outputs.set(maker.id, files)
        found.set(maker.id, files)
      }
      if (items.length < MAX_PAGE_SIZE) {
        // All of the account's outputs were there: what was not is deleted.
        for (const maker of makers) {
          if (found.has(maker.id) || maker.outputUrls.size === 0) continue
          const files = seen.get(maker.id) ?? []
          if (files.length === 0) continue
          found.set(maker.id, files)
        }
        return
      }
    }
  }
}

interface Uploads {
  files: FileItem[]
  total: number
  isWhole: boolean
}

/** Whether the newest `needed` files are among those that were read. */
function isEnough(
  makers: readonly OwnRequest[],
  found: ReadonlyMap<string, FileItem[]>,
  uploads: Uploads,
  needed: number,
): boolean {
  const open = makers.find((maker) => !found.has(maker.id))
  if (!open) return true
  const outputs = makers.flatMap((maker) => found.get(maker.id) ?? [])
  const known = [...uploads.files, ...outputs]
  return known.filter((file) => file.createdAt >= open.endedAt).length >= needed
}

async function askForOutputs(
  upstream: Upstream,
  maker: OwnRequest,
  signal: AbortSignal,
): Promise<FileItem[]> {
  const search = new URLSearchParams({ requestId: maker.id, role: 'output', limit: String(MAX_PAGE_SIZE) })
  const { items } = await readFiles(upstream, search, signal)
  return items.filter((file): file is FileItem => isFileItem(file) && isMadeBy(file, maker))
}

/** A file older than the request was handed on by the model, not made by it: perhaps somebody else's. */
function isMadeBy(file: FileItem, maker: OwnRequest): boolean {
  return file.source === 'request_output' && file.createdAt >= maker.createdAt
}

async function readFiles(
  upstream: Upstream,
  search: URLSearchParams,
  signal: AbortSignal,
): Promise<{ items: unknown[]; total: number }> {
  const answer = await askPlatform(upstream, 'rest', '/files', { search, signal })
  const list = answer.json
  if (!answer.ok || !isRecord(list) || !Array.isArray(list['items'])) {
    throw new Refusal(502, 'The platform’s files could not be read.')
  }
  const pagination = isRecord(list['pagination']) ? list['pagination']['total'] : undefined
  return { items: list['items'], total: typeof pagination === 'number' ? pagination : list['items'].length }
}

function newestFirst(a: FileItem, b: FileItem): number {
  return b.createdAt.localeCompare(a.createdAt)
}
