import type { LinkedRequest } from '../../protocol/file-item.js'
import type { FileRecord } from './file-record.js'
import type { FileTable } from './file-table.js'
import { isFrom } from './is-from.js'

/** What `GET /files` and its facets may be narrowed by. */
export interface FileQuery {
  sources: readonly string[]
  tagIds: readonly string[]
  tagRule: 'any' | 'all'
  favoritesOnly: boolean
  q: string
  mimeTypePrefix: string
  requestId?: string
  role?: LinkedRequest['role']
  order: 'newest' | 'oldest'
}

/** The files that fit, in order. */
export function queryFiles(files: FileTable, query: FileQuery): FileRecord[] {
  const found = [...files.records.values()].filter((record) => fits(record, query))
  // Sorting keeps the order of files of one moment; newest first means the last added first.
  if (query.order === 'newest') found.reverse()
  const sign = query.order === 'newest' ? -1 : 1
  return found.sort((a, b) => sign * compare(a.item.createdAt, b.item.createdAt))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function fits(record: FileRecord, query: FileQuery): boolean {
  const { item, links, tagIds } = record
  if (query.favoritesOnly && !item.isFavorited) return false
  if (query.sources.length > 0 && !query.sources.some((source) => isFrom(record, source))) return false
  if (!(item.mimeType ?? '').startsWith(query.mimeTypePrefix)) return false
  if (query.q !== '' && !item.url.toLowerCase().includes(query.q.toLowerCase())) return false
  if (query.requestId !== undefined || query.role !== undefined) {
    const isLinked = links.some(
      (link) =>
        (query.requestId === undefined || link.requestId === query.requestId) &&
        (query.role === undefined || link.role === query.role),
    )
    if (!isLinked) return false
  }
  if (query.tagIds.length === 0) return true
  const has = (id: string): boolean => tagIds.has(id)
  return query.tagRule === 'all' ? query.tagIds.every(has) : query.tagIds.some(has)
}
