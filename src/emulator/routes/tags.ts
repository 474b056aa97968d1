import type { Tag } from '../../protocol/file-item.js'
import { findFile } from '../files/find-file.js'
import { HttpError } from '../http/http-error.js'
import { jsonResponse } from '../http/json-response.js'
import { readJson } from '../http/read-json.js'
import type { Call, Route } from '../http/route.js'
import { makeId } from '../make-id.js'

const MAX_NAME_LENGTH = 64

/** Tags, and which file bears which. */
export const tagRoutes: Route[] = [
  { name: 'tags', method: 'GET', path: '/rest/tags', handle: list },
  { name: 'tags', method: 'POST', path: '/rest/tags', handle: create },
  { name: 'tags', method: 'DELETE', path: '/rest/tags/:id', handle: remove },
  { name: 'file-tags', method: 'POST', path: '/rest/files/:id/tags', handle: add },
  { name: 'file-tags', method: 'DELETE', path: '/rest/files/:id/tags/:tagId', handle: take },
]

function list({ world }: Call): Response {
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

function remove({ world, params }: Call): Response {
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
