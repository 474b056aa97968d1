import type { FileItem } from '../../protocol/file-item.js'
import type { Call } from '../call.js'
import { forward } from '../forward.js'
import { Refusal } from '../refusal.js'
import { askPlatform, type PlatformAnswer } from '../upstream/platform.js'
import { findOwner, isOwnFile, notFound } from './owners.js'
import { isFileItem } from './file-owner.js'
import { ownTagName, postTag, ownTagsOf, requireOwnTag } from './tags.js'
import type { User } from './user.js'
import { readJsonBody } from './read-json-body.js'

/** `GET /files/{id}` and `GET /files/by-url`. */
export async function getOwnFile(call: Call, user: User): Promise<Response> {
  const search = new URLSearchParams()
  const url = call.target.search.get('url')
  if (call.route === 'fileByUrl') search.set('url', url ?? '')
  const { file, answer } = await readOwnFile(call, user, call.target.path, search)
  return answer.toResponse(JSON.stringify(await asUserSees(call, file, user)))
}

/** Delete, favourite, unfavourite. */
export async function changeOwnFile(call: Call, user: User): Promise<Response> {
  await requireOwnFile(call, user)
  return forward(call)
}

export async function tagOwnFile(call: Call, user: User): Promise<Response> {
  const body = await readJsonBody(call)
  await requireOwnFile(call, user)
  if (body['tagId'] === undefined) return postTag(call, user, { name: ownTagName(body['name'], user) })
  await requireOwnTag(call, user, body['tagId'])
  return postTag(call, user, { tagId: body['tagId'] })
}

export async function untagOwnFile(call: Call, user: User): Promise<Response> {
  await requireOwnFile(call, user)
  await requireOwnTag(call, user, call.parameters['tagId'])
  return forward(call)
}

async function requireOwnFile(call: Call, user: User): Promise<void> {
  const { file } = await readOwnFile(call, user, `/files/${call.parameters['id'] ?? ''}`)
  for (const link of file.requests ?? []) call.own.files?.forget(link.requestId)
}

async function readOwnFile(
  call: Call,
  user: User,
  path: string,
  search?: URLSearchParams,
): Promise<{ file: FileItem; answer: PlatformAnswer }> {
  const { signal } = call.request
  const answer = await askPlatform(call.upstream, 'rest', path, { signal, ...(search && { search }) })
  if (answer.status === 404 || answer.status === 400) throw notFound('file')
  const file = answer.json
  if (!answer.ok || !isFileItem(file))
    throw new Refusal(502, 'The platform could not say whose file this is.')
  if (!(await isOwnFile(call, file, user))) throw notFound('file')
  return { file, answer }
}

/** Without the tags and the linked requests of others. */
async function asUserSees(call: Call, file: FileItem, user: User): Promise<FileItem> {
  const links = file.requests ?? []
  const owners = await Promise.all(links.map((link) => findOwner(call, link.requestId)))
  return {
    ...file,
    tags: ownTagsOf(file.tags, user),
    requests: links.filter((_, index) => owners[index] === user.ownerTag),
  }
}
