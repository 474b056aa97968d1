import type { FileItem } from '../../protocol/file-item.js'
import type { Call } from '../call.js'
import { forward } from '../forward.js'
import { Refusal } from '../refusal.js'
import { askPlatform, type PlatformAnswer } from '../upstream/platform.js'
import { isFileItem, isOwnFile, findOwner, notFound } from './owners.js'
import { ownTagName, postTag, ownTagsOf, requireOwnTag } from './tags.js'
import { forgetOutputs } from './file-list.js'
import type { Person } from './user.js'
import { readJsonBody } from './read-json-body.js'

/** `GET /files/{id}` and `GET /files/by-url`. */
export async function getOwnFile(call: Call, person: Person): Promise<Response> {
  const search = new URLSearchParams()
  const url = call.target.search.get('url')
  if (call.route === 'fileByUrl') search.set('url', url ?? '')
  const { file, answer } = await readOwnFile(call, person, call.target.path, search)
  return answer.toResponse(await asPersonSees(call, file, person))
}

/** Delete, favourite, unfavourite. */
export async function changeOwnFile(call: Call, person: Person): Promise<Response> {
  await requireOwnFile(call, person)
  return forward(call)
}

export async function tagOwnFile(call: Call, person: Person): Promise<Response> {
  const body = await readJsonBody(call)
  await requireOwnFile(call, person)
  if (body['tagId'] === undefined) return postTag(call, person, { name: ownTagName(body['name'], person) })
  await requireOwnTag(call, person, body['tagId'])
  return postTag(call, person, { tagId: body['tagId'] })
}

export async function untagOwnFile(call: Call, person: Person): Promise<Response> {
  await requireOwnFile(call, person)
  await requireOwnTag(call, person, call.parameters['tagId'])
  return forward(call)
}

async function requireOwnFile(call: Call, person: Person): Promise<void> {
  const { file } = await readOwnFile(call, person, `/files/${call.parameters['id'] ?? ''}`)
  for (const link of file.requests ?? []) forgetOutputs(call, link.requestId)
}

async function readOwnFile(
  call: Call,
  person: Person,
  path: string,
  search?: URLSearchParams,
): Promise<{ file: FileItem; answer: PlatformAnswer }> {
  const answer = await askPlatform(call, 'rest', path, search ? { search } : {})
  if (answer.status === 404 || answer.status === 400) throw notFound('file')
  const file = answer.json
  if (!answer.ok || !isFileItem(file))
    throw new Refusal(502, 'The platform could not say whose file this is.')
  if (!(await isOwnFile(call, file, person))) throw notFound('file')
  return { file, answer }
}

/** Without the tags and the linked requests of others. */
async function asPersonSees(call: Call, file: FileItem, person: Person): Promise<FileItem> {
  const links = file.requests ?? []
  const owners = await Promise.all(links.map((link) => findOwner(call, link.requestId)))
  return {
    ...file,
    tags: ownTagsOf(file.tags, person),
    requests: links.filter((_, index) => owners[index] === person.mark),
  }
}
