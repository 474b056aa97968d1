import type { FileFacets, FileItem, FilePage } from '../../protocol/file-item.js'
import { MAX_PAGE_SIZE } from '../../protocol/limits.js'
import type { Call } from '../call.js'
import { Refusal } from '../refusal.js'
import { askPlatform } from '../upstream/platform.js'
import { fileFilter } from './file-filter.js'
import { findOwnOutputs } from './own-outputs.js'
import { findOwnRequests } from './own-requests.js'
import { ownTagsOf } from './own-tags.js'
import { findOwnUploads } from './own-uploads.js'
import type { Person } from './person.js'
import { notFound, requireOwnRequest } from './request-owner.js'
import { isRecord } from './user-metadata.js'

const DEFAULT_PAGE_SIZE = 20

/** `GET /files`: gathered from what is provably the person's, filtered and paged here. */
export async function listOwnFiles(call: Call, person: Person): Promise<Response> {
  const { search } = call.target
  const requestId = search.get('requestId')
  if (requestId !== null) await requireOwnRequest(call, plainId(requestId), person.mark)
  const linked = requestId === null ? undefined : await idsOf(call, requestId)
  const { sources, fits } = fileFilter(search)
  const { files: own, inputUrls } = await gather(call, person)
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
export async function countOwnFiles(call: Call, person: Person): Promise<Response> {
  const { fits } = fileFilter(call.target.search)
  const { files, inputUrls } = await gather(call, person)
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

/** Everything that is provably the person's, and the URLs that their requests were given. */
async function gather(call: Call, person: Person): Promise<{ files: FileItem[]; inputUrls: Set<string> }> {
  const [uploads, requests] = await Promise.all([findOwnUploads(call, person), findOwnRequests(call, person)])
  const outputs = await findOwnOutputs(call, requests)
  const byId = new Map([...uploads, ...outputs].map((file) => [file.id, asPersonSees(file, person)]))
  return { files: [...byId.values()], inputUrls: new Set(requests.flatMap((request) => request.inputUrls)) }
}

function asPersonSees(file: FileItem, person: Person): FileItem {
  return { ...file, tags: ownTagsOf(file.tags, person) }
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
