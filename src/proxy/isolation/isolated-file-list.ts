import type { FileFacets, FileItem, FilePage } from '../../protocol/file-item.js'
import { MAX_PAGE_SIZE } from '../../protocol/limits.js'
import type { Call } from '../call.js'
import { Refusal } from '../refusal.js'
import { askPlatform } from '../upstream/platform.js'
import { fileFilter, type FileFilter } from './file-filter.js'
import { findOwnOutputs } from './own-outputs.js'
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
  const filter = fileFilter(search)
  const files = (await gather(call, person, filter, requestId)).filter(filter.fits)
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
  const filter = fileFilter(call.target.search)
  const [uploads, outputs, inputs] = await Promise.all([
    findOwnUploads(call, person),
    findOwnOutputs(call, person),
    findOwnUploads(call, person, 'input'),
  ])
  const kept = (files: FileItem[]) => files.map((file) => asPersonSees(file, person)).filter(filter.fits)
  const all = kept([...uploads, ...outputs])
  const facets: FileFacets = {
    all: all.length,
    favorites: all.filter((file) => file.isFavorited).length,
    uploads: kept(uploads).length,
    outputs: kept(outputs).length,
    inputs: kept(inputs).length,
  }
  return json(facets)
}

async function gather(
  call: Call,
  person: Person,
  { sources }: FileFilter,
  requestId: string | null,
): Promise<FileItem[]> {
  const isWanted = (source: string) => sources.size === 0 || sources.has(source)
  const [uploads, outputs, inputs] = await Promise.all([
    isWanted('upload') ? findOwnUploads(call, person) : [],
    isWanted('output') ? findOwnOutputs(call, person) : [],
    sources.has('input') ? findOwnUploads(call, person, 'input') : [],
  ])
  const byId = new Map([...uploads, ...outputs, ...inputs].map((file) => [file.id, file]))
  const linked = requestId === null ? undefined : await idsOf(call, requestId)
  return [...byId.values()]
    .filter((file) => linked === undefined || linked.has(file.id))
    .map((file) => asPersonSees(file, person))
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
