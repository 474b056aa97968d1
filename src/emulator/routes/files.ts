import type { FileFacets, Tag } from '../../protocol/file-item.js'
import type { FileRecord } from '../files/file-table.js'
import { isFrom, queryFiles, readFileQuery } from '../files/query-files.js'
import { HttpError, jsonResponse } from '../http/answers.js'
import { paginate, readPage } from '../http/paging.js'
import type { Call, Route } from '../http/route.js'
import { readJson } from '../http/read-json.js'
import { makeId } from '../random.js'

/** The file library. */
export const fileRoutes: Route[] = [
  { name: 'files', method: 'GET', path: '/rest/files', handle: list },
  { name: 'file-facets', method: 'GET', path: '/rest/files/facets', handle: facets },
  { name: 'file', method: 'GET', path: '/rest/files/by-url', handle: byUrl },
  { name: 'file', method: 'GET', path: '/rest/files/:id', handle: (call) => detail(call, findFile(call)) },
  { name: 'file-delete', method: 'DELETE', path: '/rest/files/:id', handle: remove },
  { name: 'favorite', method: 'POST', path: '/rest/files/:id/favorite', handle: (call) => favor(call, true) },
  {
    name: 'favorite',
    method: 'DELETE',
    path: '/rest/files/:id/favorite',
    handle: (call) => favor(call, false),
  },
]

function list({ world, url: { searchParams: query } }: Call): Response {
  const found = queryFiles(world.files, readFileQuery(query))
  const { rows, counts } = paginate(found, readPage(query))
  return jsonResponse({ items: rows.map((record) => world.files.show(record)), pagination: counts })
}

/** Counts under the filters that do not choose between the facets themselves. */
function facets({ world, url: { searchParams: query } }: Call): Response {
  const filters = { ...readFileQuery(query), sources: [], favoritesOnly: false }
  const found = queryFiles(world.files, filters)
  const count = (fits: (record: FileRecord) => boolean): number => found.filter(fits).length
  return jsonResponse({
    all: found.length,
    favorites: count((record) => record.item.isFavorited),
    uploads: count((record) => isFrom(record, 'upload')),
    outputs: count((record) => isFrom(record, 'output')),
    inputs: count((record) => isFrom(record, 'input')),
  } satisfies FileFacets)
}

function byUrl(call: Call): Response {
  const url = call.url.searchParams.get('url')
  if (url === null) throw new HttpError(400, [{ code: 'invalid_type', path: ['url'], message: 'Required' }])
  const record = call.world.files.byUrl(url)
  if (!record) throw new HttpError(404, 'File not found')
  return detail(call, record)
}

function detail({ world }: Call, record: FileRecord): Response {
  return jsonResponse({ ...world.files.show(record), requests: record.links })
}

/** It leaves the library; its URL keeps resolving. */
function remove(call: Call): Response {
  call.world.files.remove(findFile(call))
  return new Response(null, { status: 204 })
}

function favor(call: Call, isFavorited: boolean): Response {
  findFile(call).item.isFavorited = isFavorited
  return new Response(null, { status: 204 })
}

const MAX_NAME_LENGTH = 64

/** Tags, and which file bears which. */
export const tagRoutes: Route[] = [
  { name: 'tags', method: 'GET', path: '/rest/tags', handle: listTags },
  { name: 'tags', method: 'POST', path: '/rest/tags', handle: create },
  { name: 'tags', method: 'DELETE', path: '/rest/tags/:id', handle: removeTag },
  { name: 'file-tags', method: 'POST', path: '/rest/files/:id/tags', handle: add },
  { name: 'file-tags', method: 'DELETE', path: '/rest/files/:id/tags/:tagId', handle: take },
]

function listTags({ world }: Call): Response {
  const counts = new Map<string, number>()
  for (const { tagIds } of world.files.records.values()) {
    for (const id of tagIds) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  const items = [...world.files.tags.values()].map((tag) => ({ ...tag, count: counts.get(tag.id) ?? 0 }))
  return jsonResponse({ items })
}

async function create(call: Call): Promise<Response> {
  const { name } = await readJson(call.request)
  return jsonResponse({ ...tagNamed(call, name), count: 0 }, 201)
}

function removeTag({ world, params }: Call): Response {
  const id = params['id'] ?? ''
  if (!world.files.tags.delete(id)) throw new HttpError(404, 'Tag not found')
  for (const { tagIds } of world.files.records.values()) tagIds.delete(id)
  return new Response(null, { status: 204 })
}

/** With `{tagId}` a tag that exists, with `{name}` the one of that name, made where there is none. */
async function add(call: Call): Promise<Response> {
  const record = findFile(call)
  const { tagId, name } = await readJson(call.request)
  const tag = typeof tagId === 'string' ? call.world.files.tags.get(tagId) : tagNamed(call, name)
  if (!tag) throw new HttpError(404, 'Tag not found')
  record.tagIds.add(tag.id)
  return jsonResponse(tag, 201)
}

function take(call: Call): Response {
  const record = findFile(call)
  if (!record.tagIds.delete(call.params['tagId'] ?? '')) throw new HttpError(404, 'Tag not found')
  return new Response(null, { status: 204 })
}

function tagNamed({ world }: Call, name: unknown): Tag {
  const trimmed = typeof name === 'string' ? name.trim() : ''
  if (trimmed === '' || trimmed.length > MAX_NAME_LENGTH) {
    const message = `String must contain 1 to ${MAX_NAME_LENGTH} characters`
    throw new HttpError(400, [{ code: 'custom', path: ['name'], message }])
  }
  const known = [...world.files.tags.values()].find((tag) => tag.name === trimmed)
  if (known) return known
  const createdAt = new Date(world.clock.now()).toISOString()
  const tag: Tag = { id: makeId(world.random('tags')), name: trimmed, createdAt }
  world.files.tags.set(tag.id, tag)
  return tag
}

/** The file a call names, or 404. */
function findFile({ world, params }: Call): FileRecord {
  const record = world.files.records.get(params['id'] ?? '')
  if (!record) throw new HttpError(404, 'File not found')
  return record
}
