import type { FileItem, LinkedRequest, Tag } from '../../protocol/file-item.js'
import type { RequestItem } from '../../protocol/request-item.js'
import type { Clock } from '../../protocol/clock.js'
import { makeId, type Random } from '../random.js'
import { mediaKey } from '../media/media-store.js'
import { collectUrls } from './collect-urls.js'

/** What the library needs of the world it is part of. */
interface Surroundings {
  readonly clock: Clock
  random(purpose: string): Random
  readonly media: { keep(url: string): void; get(key: string): { size?: number } | undefined }
}

/** The file library of the account: uploads, outputs, and foreign files that were used as inputs. */
export class FileTable {
  /** By id, oldest first. */
  readonly records = new Map<string, FileRecord>()
  readonly tags = new Map<string, Tag>()
  readonly #world: Surroundings
  /** The files by URL, so that a link costs the same among twenty thousand. */
  readonly #byUrl = new Map<string, FileRecord>()

  constructor(world: Surroundings) {
    this.#world = world
  }

  add(
    item: Omit<FileItem, 'id' | 'createdAt' | 'isFavorited' | 'tags'> & { createdAt?: string },
  ): FileRecord {
    const record: FileRecord = {
      item: {
        id: makeId(this.#world.random('files')),
        createdAt: new Date(this.#world.clock.now()).toISOString(),
        isFavorited: false,
        ...item,
      },
      tagIds: new Set(),
      links: [],
    }
    this.records.set(record.item.id, record)
    this.#byUrl.set(record.item.url, record)
    return record
  }

  byUrl(url: string): FileRecord | undefined {
    return this.#byUrl.get(url)
  }

  /** The file leaves the library; its bytes stay where they are. */
  remove(record: FileRecord): void {
    this.records.delete(record.item.id)
    this.#byUrl.delete(record.item.url)
  }

  /** The emulator is now reached elsewhere: files of its own media host follow. */
  rebase(from: string, to: string): void {
    for (const { item } of this.records.values()) {
      if (!item.url.startsWith(`${from}/`)) continue
      const url = to + item.url.slice(from.length)
      if (item.thumbnailUrl === item.url) item.thumbnailUrl = url
      item.url = url
    }
    const records = [...this.records.values()]
    this.#byUrl.clear()
    for (const record of records) this.#byUrl.set(record.item.url, record)
  }

  addOutput(request: RequestItem, file: { url: string; key: string; contentType: string }): void {
    const record = this.add({
      url: file.url,
      mimeType: file.contentType,
      storageKey: file.key,
      source: 'request_output',
      ...(file.contentType.startsWith('image/') && { thumbnailUrl: file.url }),
    })
    this.#link(record, request, 'output', 0)
  }

  /** Notes which files a request reads. An unknown URL becomes a file of source `external`. */
  linkInputs(request: RequestItem): void {
    collectUrls(request.input).forEach((url, position) => {
      this.#world.media.keep(url)
      const record = this.byUrl(url) ?? this.add({ url, source: mediaKey(url) ? 'upload' : 'external' })
      this.#link(record, request, 'input', position)
    })
  }

  show(record: FileRecord): FileItem {
    const tags = [...record.tagIds].flatMap((id) => this.tags.get(id) ?? [])
    const size = record.item.sizeBytes ?? this.#world.media.get(record.item.storageKey ?? '')?.size
    return { ...record.item, ...(size !== undefined && { sizeBytes: size }), tags }
  }

  #link(record: FileRecord, request: RequestItem, role: LinkedRequest['role'], position: number): void {
    const createdAt = new Date(this.#world.clock.now()).toISOString()
    record.links.push({ requestId: request.id, role, position, createdAt })
  }
}

export interface FileRecord {
  /** Without tags; they are joined when it is shown. */
  item: Omit<FileItem, 'tags'>
  tagIds: Set<string>
  links: LinkedRequest[]
}
