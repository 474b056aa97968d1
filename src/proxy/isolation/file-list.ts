import { type FileFacets, type FileItem, type FilePage, UPLOAD_MARK } from '../../protocol/file-item.js'
import { MAX_PAGE_SIZE } from '../../protocol/limits.js'
import type { Call } from '../call.js'
import { Refusal } from '../refusal.js'
import { askPlatform } from '../upstream/platform.js'
import { findOwnRequests, type OwnRequest } from './requests.js'
import { ownTagsOf } from './tags.js'
import { type User, isRecord } from './user.js'
import { notFound, requireOwnRequest, isFileItem, isOwnUpload } from './owners.js'

const DEFAULT_PAGE_SIZE = 20

/** `GET /files`: gathered from what is provably the user's, filtered and paged here. */
export async function listOwnFiles(call: Call, user: User): Promise<Response> {
  const { search } = call.target
  const requestId = search.get('requestId')
  if (requestId !== null) await requireOwnRequest(call, plainId(requestId), user.ownerTag)
  const linked = requestId === null ? undefined : await idsOf(call, requestId)
  const { sources, fits } = fileFilter(search)
  const { files: own, inputUrls } = await gather(call, user)
  const isFrom = (file: FileItem) =>
    sources.size === 0 ||
    (sources.has('upload') && file.source === 'upload') ||
    (sources.has('output') && file.source === 'request_output') ||
    (sources.has('input') && inputUrls.has(file.url))
  const files = own.filter((file) => isFrom(file) && fits(file) && (!linked || linked.has(file.id)))
  files.sort((a, b) => b.createdAt.localeCompare(a.createdAt))
  if (search.get('order') === 'oldest') files.reverse()

  const limit = bounded(search.get('limit'), DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE)
  const page = bounded(search.get('page'), 1, Number.MAX_SAFE_INTEGER)
  const total = files.length
  const answer: FilePage = {
    items: files.slice((page - 1) * limit, page * limit),
    pagination: { page, limit, total, totalPages: Math.ceil(total / limit) },
  }
  return json(answer)
}

/** `GET /files/facets`, counted over the same files. */
export async function countOwnFiles(call: Call, user: User): Promise<Response> {
  const { fits } = fileFilter(call.target.search)
  const { files, inputUrls } = await gather(call, user)
  const kept = files.filter(fits)
  const count = (isCounted: (file: FileItem) => boolean) => kept.filter(isCounted).length
  const facets: FileFacets = {
    all: kept.length,
    favorites: count((file) => file.isFavorited),
    uploads: count((file) => file.source === 'upload'),
    outputs: count((file) => file.source === 'request_output'),
    inputs: count((file) => inputUrls.has(file.url)),
  }
  return json(facets)
}

/** Everything that is provably the user's, and the URLs that their requests were given. */
async function gather(call: Call, user: User): Promise<{ files: FileItem[]; inputUrls: Set<string> }> {
  const [uploads, requests] = await Promise.all([findOwnUploads(call, user), findOwnRequests(call, user)])
  const outputs = await findOwnOutputs(call, requests)
  const byId = new Map([...uploads, ...outputs].map((file) => [file.id, asUserSees(file, user)]))
  return { files: [...byId.values()], inputUrls: new Set(requests.flatMap((request) => request.inputUrls)) }
}

function asUserSees(file: FileItem, user: User): FileItem {
  return { ...file, tags: ownTagsOf(file.tags, user) }
}

/** Which files the platform links to the request. */
async function idsOf(call: Call, requestId: string): Promise<Set<unknown>> {
  const search = new URLSearchParams({ requestId, limit: String(MAX_PAGE_SIZE) })
  const role = call.target.search.get('role')
  if (role !== null) search.set('role', role)
  const answer = await askPlatform(call, 'rest', '/files', { search })
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

/** How many requests are asked for their files at once. */
const CONCURRENCY = 8

/** The output files of a user's requests: one call for each request, remembered for a while. */
async function findOwnOutputs(call: Call, requests: readonly OwnRequest[]): Promise<FileItem[]> {
  const makers = requests.filter((request) => request.mayHaveFiles)
  const found: FileItem[][] = []
  let next = 0
  const work = async () => {
    for (let index = next++; index < makers.length; index = next++) {
      const maker = makers[index]
      if (maker) found[index] = await outputsOf(call, maker)
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, work))
  return found.flat()
}

/** Called when a file of the request changes. */
export function forgetOutputs(call: Call, requestId: string): void {
  call.memory.outputs.delete(keyOf(call, requestId))
}

const keyOf = (call: Call, requestId: string) => `${call.apiKey} ${requestId}`

async function outputsOf(call: Call, request: OwnRequest): Promise<FileItem[]> {
  const known = call.memory.outputs.get(keyOf(call, request.id))
  if (known) return known
  const search = new URLSearchParams({ requestId: request.id, role: 'output', limit: String(MAX_PAGE_SIZE) })
  const answer = await askPlatform(call, 'rest', '/files', { search })
  const list = answer.json
  if (!answer.ok || !isRecord(list) || !Array.isArray(list['items'])) {
    throw new Refusal(502, 'The platform’s files could not be read.')
  }
  // A file older than the request was handed on by the model, not made by it: perhaps somebody else's.
  const files = list['items'].filter(
    (file: unknown): file is FileItem =>
      isFileItem(file) && file.source === 'request_output' && file.createdAt >= request.createdAt,
  )
  call.memory.outputs.set(keyOf(call, request.id), files)
  return files
}

/** The newest uploads that a user sees; older ones still work by their URL. */
const MAX_OWN_UPLOADS = 1_000
const PAGE_SIZE = 100

/** The user's uploads, newest first: the platform searches names for the user's prefix, and each hit is looked at again. */
async function findOwnUploads(call: Call, user: User): Promise<FileItem[]> {
  const files: FileItem[] = []
  for (let page = 1; page <= MAX_OWN_UPLOADS / PAGE_SIZE; page += 1) {
    const search = new URLSearchParams({
      q: user.filePrefix.slice(0, -1),
      sources: 'upload',
      order: 'newest',
      page: String(page),
      limit: String(PAGE_SIZE),
    })
    const answer = await askPlatform(call, 'rest', '/files', { search })
    const list = answer.json
    if (!answer.ok || !isRecord(list) || !Array.isArray(list['items'])) {
      throw new Refusal(502, 'The platform’s files could not be read.')
    }
    const items: unknown[] = list['items']
    for (const file of items) if (isFileItem(file) && isOwnUpload(file, user)) files.push(file)
    if (items.length < PAGE_SIZE) break
  }
  return files
}

interface FileFilter {
  /** Empty means all. */
  sources: ReadonlySet<string>
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
  return decoded(tail.split(UPLOAD_MARK).slice(1).join('') || tail)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
