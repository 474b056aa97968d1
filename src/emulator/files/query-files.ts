import type { LinkedRequest, FileSource } from '../../protocol/file-item.js'
import type { FileRecord, FileTable } from './file-table.js'
import { HttpError } from '../http/answers.js'

/** What `GET /files` and its facets may be narrowed by. */
interface FileQuery {
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

const SOURCES = ['upload', 'output', 'input', 'external']
const ROLES = ['input', 'output', 'thumbnail']

/** The filters of a files call; 400 for a value that does not exist. Repeated keys come as `sources` or `sources[]`. */
export function readFileQuery(query: URLSearchParams): FileQuery {
  const all = (name: string): string[] => [...query.getAll(name), ...query.getAll(`${name}[]`)]
  const sources = all('sources')
  const role = query.get('role')
  const requestId = query.get('requestId')
  const issues = [
    ...sources.filter((each) => !SOURCES.includes(each)).map(() => issue('sources', SOURCES)),
    ...(role === null || ROLES.includes(role) ? [] : [issue('role', ROLES)]),
    ...oneOf(query, 'tagRule', ['any', 'all']),
    ...oneOf(query, 'order', ['newest', 'oldest']),
  ]
  if (issues.length > 0) throw new HttpError(400, issues, { message: 'Validation failed' })
  return {
    sources,
    tagIds: all('tagIds'),
    tagRule: query.get('tagRule') === 'all' ? 'all' : 'any',
    favoritesOnly: ['true', '1'].includes(query.get('favoritesOnly') ?? ''),
    q: query.get('q') ?? '',
    mimeTypePrefix: query.get('mimeTypePrefix') ?? '',
    order: query.get('order') === 'oldest' ? 'oldest' : 'newest',
    ...(requestId !== null && { requestId }),
    // Checked above.
    ...(role !== null && { role: role as LinkedRequest['role'] }),
  }
}

function oneOf(query: URLSearchParams, name: string, options: readonly string[]): ReturnType<typeof issue>[] {
  const value = query.get(name)
  return value === null || options.includes(value) ? [] : [issue(name, options)]
}

function issue(name: string, options: readonly string[]): { code: string; path: string[]; message: string } {
  const message = `Invalid enum value. Expected ${options.map((option) => `'${option}'`).join(' | ')}`
  return { code: 'invalid_enum_value', path: [name], message }
}

const STORED_AS: Record<string, FileSource> = {
  upload: 'upload',
  output: 'request_output',
  external: 'external',
}

/** Whether a file counts under a source of the query; an input may be an upload, an output or a foreign file as well. */
export function isFrom({ item, links }: FileRecord, source: string): boolean {
  if (source === 'input') return links.some((link) => link.role === 'input')
  return item.source === STORED_AS[source]
}
