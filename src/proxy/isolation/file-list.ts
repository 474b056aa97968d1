import {
  UPLOAD_OWNER_PREFIX,
  type FileFacets,
  type FileItem,
  type FilePage,
} from '../../protocol/file-item.js'
import { MAX_PAGE_SIZE } from '../../protocol/limits.js'
import type { Call } from '../call.js'
import { Refusal } from '../refusal.js'
import { askPlatform } from '../upstream/platform.js'
import { OwnFiles, type Gathered, type Wanted } from './own-files.js'
import { notFound, requireOwnRequest } from './owners.js'
import { ownTagsOf } from './tags.js'
import { isRecord, type User } from './user.js'

const DEFAULT_PAGE_SIZE = 20
/** Counts are made over so many of the newest files; beyond, favourites and filters count what was read. */
const COUNTED_FILES = 300
const EVERYTHING: Wanted = { newest: Number.POSITIVE_INFINITY, isExact: true }

/** `GET /files`: gathered from what is provably the user's, filtered and paged here. */
export async function listOwnFiles(call: Call, user: User): Promise<Response> {
  const { search } = call.target
  const requestId = search.get('requestId')
  if (requestId !== null) await requireOwnRequest(call, plainId(requestId), user.ownerTag)
  const linked = requestId === null ? undefined : await idsOf(call, requestId)
  const filter = fileFilter(search)
  const limit = bounded(search.get('limit'), DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE)
  const page = bounded(search.get('page'), 1, Number.MAX_SAFE_INTEGER)
  const isOldestFirst = search.get('order') === 'oldest'
  // Newest first and unfiltered, a page needs no more than the files before it.
  const isPlain = !linked && !isOldestFirst && !filter.isNarrow && isNewestEnough(filter.sources)
  const gathered = await gather(call, user, isPlain ? { newest: page * limit, isExact: true } : EVERYTHING)
  const isFrom = (file: FileItem) =>
    filter.sources.size === 0 ||
    (filter.sources.has('upload') && file.source === 'upload') ||
    (filter.sources.has('output') && file.source === 'request_output') ||
    (filter.sources.has('input') && gathered.inputUrls.has(file.url))
  const files = gathered.files.filter(
    (file) => isFrom(file) && filter.fits(file) && (!linked || linked.has(file.id)),
  )
  if (isOldestFirst) files.reverse()
  const total = isPlain ? totalOf(gathered, filter.sources) : files.length
  const answer: FilePage = {
    items: files.slice((page - 1) * limit, page * limit),
    pagination: { page, limit, total, totalPages: Math.ceil(total / limit) },
  }
  return json(answer)
}

/** `GET /files/facets`, counted over the same files. */
export async function countOwnFiles(call: Call, user: User): Promise<Response> {
  const filter = fileFilter(call.target.search)
  const gathered = await gather(call, user, { newest: COUNTED_FILES, isExact: false })
  const kept = gathered.files.filter(filter.fits)
  const count = (isCounted: (file: FileItem) => boolean) => kept.filter(isCounted).length
  const uploads = filter.isNarrow ? count((file) => file.source === 'upload') : gathered.uploads
  const outputs = filter.isNarrow ? count((file) => file.source === 'request_output') : gathered.outputs
  const facets: FileFacets = {
    all: uploads + outputs,
    favorites: count((file) => file.isFavorited),
    uploads,
    outputs,
    inputs: count((file) => gathered.inputUrls.has(file.url)),
  }
  return json(facets)
}

/** Everything that is provably the user's, as far as it is wanted, as the user may see it. */
async function gather(call: Call, user: User, wanted: Wanted): Promise<Gathered> {
  const { own, upstream, request } = call
  own.files ??= new OwnFiles(user)
  const gathered = await own.files.gather(upstream, wanted, request.signal)
  const files = gathered.files.map((file) => ({ ...file, tags: ownTagsOf(file.tags, user) }))
  return { ...gathered, files }
}

/** Uploads are read by themselves, so that the newest of them are there; of outputs alone that is not known. */
function isNewestEnough(sources: ReadonlySet<string>): boolean {
  const isUpload = sources.has('upload')
  return (
    sources.size === 0 || (isUpload && (sources.size === 1 || (sources.size === 2 && sources.has('output'))))
  )
}

function totalOf({ uploads, outputs }: Gathered, sources: ReadonlySet<string>): number {
  return sources.size === 1 ? uploads : uploads + outputs
}

/** Which files the platform links to the request. */
async function idsOf(call: Call, requestId: string): Promise<Set<unknown>> {
  const search = new URLSearchParams({ requestId, limit: String(MAX_PAGE_SIZE) })
  const role = call.target.search.get('role')
  if (role !== null) search.set('role', role)
  const { signal } = call.request
  const answer = await askPlatform(call.upstream, 'rest', '/files', { search, signal })
  const list = answer.json
  if (!answer.ok || !isRecord(list) || !Array.isArray(list['items'])) {
    throw new Refusal(502, 'The platform’s files could not be read.')
  }
  return new Set(list['items'].map((file: unknown) => (isRecord(file) ? file['id'] : undefined)))
}

/** It goes into a path of a call that carries the key. */
function plainId(id: string): string {
  if (!/^[A-Za-z0-9_-]+$/.test(id) || id === 'stream') throw notFound('request')
  return id
}

function bounded(text: string | null, fallback: number, max: number): number {
  const value = Math.floor(Number(text ?? fallback))
  return value >= 1 ? Math.min(value, max) : fallback
}

function json(value: unknown): Response {
  return Response.json(value, {
    headers: { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
  })
}

interface FileFilter {
  /** Empty means all. */
  sources: ReadonlySet<string>
  /** Whether it leaves out more than sources. */
  isNarrow: boolean
  fits(file: FileItem): boolean
}

/** The platform's filters of `GET /files`, applied to files that were gathered. Repeated keys and the `[]` form are both taken. */
function fileFilter(search: URLSearchParams): FileFilter {
  const all = (name: string) => [...search.getAll(name), ...search.getAll(`${name}[]`)]
  const tagIds = all('tagIds')
  const isAnyEnough = search.get('tagRule') !== 'all'
  const query = search.get('q')?.trim().toLowerCase()
  const typePrefix = search.get('mimeTypePrefix')
  const isFavoriteWanted = ['true', '1'].includes(search.get('favoritesOnly') ?? '')
  const hasTags = (file: FileItem) => {
    const isOn = (id: string) => file.tags.some((tag) => tag.id === id)
    return isAnyEnough ? tagIds.some(isOn) : tagIds.every(isOn)
  }
  return {
    sources: new Set(all('sources')),
    isNarrow: Boolean(tagIds.length > 0 || query || typePrefix || isFavoriteWanted),
    fits: (file) =>
      (tagIds.length === 0 || hasTags(file)) &&
      (!query || nameOf(file).toLowerCase().includes(query)) &&
      (!typePrefix || (file.mimeType ?? '').startsWith(typePrefix)) &&
      (!isFavoriteWanted || file.isFavorited),
  }
}

/** The tail of the URL; an upload's own name begins after the prefix. */
function nameOf(file: FileItem): string {
  const path = URL.canParse(file.url) ? new URL(file.url).pathname : file.url
  const tail = path.split('/').at(-1) ?? ''
  return decoded(tail.split(UPLOAD_OWNER_PREFIX).slice(1).join('') || tail)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
