import type { FileFacets } from '../../protocol/file-item.js'
import type { FileRecord } from '../files/file-record.js'
import { isFrom } from '../files/is-from.js'
import { queryFiles } from '../files/query-files.js'
import { readFileQuery } from '../files/read-file-query.js'
import { HttpError } from '../http/http-error.js'
import { jsonResponse } from '../http/json-response.js'
import { paginate } from '../http/paginate.js'
import { readPage } from '../http/read-page.js'
import type { Call, Route } from '../http/route.js'
import { findFile } from '../files/find-file.js'

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
