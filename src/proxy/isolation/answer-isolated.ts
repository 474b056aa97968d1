import type { Call } from '../call.js'
import { forward, forwardWhole, settleShown } from '../forward.js'
import type { RouteName } from '../routing/routes.js'
import { countOwnFiles, listOwnFiles } from './file-list.js'
import {
  createOwnTag,
  deleteOwnTag,
  listOwnTags,
  ownTagName,
  ownTagsOf,
  postTag,
  requireOwnTag,
} from './tags.js'
import { completeOwnMultipart, getOwnPartUrl, initiateOwnUpload } from './uploads.js'
import { isRecord, ownerOf, type User, USER_KEY } from './user.js'
import type { FileItem } from '../../protocol/file-item.js'
import { Refusal } from '../refusal.js'
import { askPlatform, type PlatformAnswer } from '../upstream/platform.js'
import { findOwner, isOwnFile, notFound, rememberOwner, requireOwnRequest } from './owners.js'
import { isFileItem } from './file-owner.js'
import { readJsonBody } from './read-json-body.js'
import { elementsOf, membersOf, objectOf, withoutMember } from '../json-text.js'

type IsolatedAnswer = (call: Call, user: User) => Promise<Response>

/** The catalog is the same for everybody. */
const forwardCatalog: IsolatedAnswer = (call) => forward(call)

/**
 * How each route is held to one user. A route that is missing here is not open to isolated users:
 * balance and usage are the account's, and what the proxy does not know it cannot filter.
 */
export const ISOLATED: Partial<Record<RouteName, IsolatedAnswer>> = {
  requestList: listOwnRequests,
  request: callOwnRequest,
  status: callOwnRequest,
  result: callOwnRequest,
  cancel: callOwnRequest,
  cancelByGet: callOwnRequest,
  visibility: callOwnRequest,
  deletePayloads: callOwnRequest,

  initiateUpload: initiateOwnUpload,
  initiateMultipart: initiateOwnUpload,
  partUrl: getOwnPartUrl,
  completeMultipart: completeOwnMultipart,

  fileList: listOwnFiles,
  fileFacets: countOwnFiles,
  fileByUrl: getOwnFile,
  file: getOwnFile,
  deleteFile: changeOwnFile,
  favorite: changeOwnFile,
  unfavorite: changeOwnFile,
  tagFile: tagOwnFile,
  untagFile: untagOwnFile,

  tagList: listOwnTags,
  createTag: createOwnTag,
  deleteTag: deleteOwnTag,

  modelList: forwardCatalog,
  modelFacets: forwardCatalog,
  featuredModels: forwardCatalog,
  pricing: forwardCatalog,
  modelSchema: forwardCatalog,
  model: forwardCatalog,
}

/** `GET /files/{id}` and `GET /files/by-url`. */
async function getOwnFile(call: Call, user: User): Promise<Response> {
  const search = new URLSearchParams()
  const url = call.target.search.get('url')
  if (call.route === 'fileByUrl') search.set('url', url ?? '')
  const { file, answer } = await readOwnFile(call, user, call.target.path, search)
  return answer.toResponse(JSON.stringify(await asUserSees(call, file, user)))
}

/** Delete, favourite, unfavourite. */
async function changeOwnFile(call: Call, user: User): Promise<Response> {
  await requireOwnFile(call, user)
  return forward(call)
}

async function tagOwnFile(call: Call, user: User): Promise<Response> {
  const body = await readJsonBody(call)
  await requireOwnFile(call, user)
  if (body['tagId'] === undefined) return postTag(call, user, { name: ownTagName(body['name'], user) })
  await requireOwnTag(call, user, body['tagId'])
  return postTag(call, user, { tagId: body['tagId'] })
}

async function untagOwnFile(call: Call, user: User): Promise<Response> {
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

const LIST_FILTERS = ['modelEndpoint', 'deploymentId', 'status', 'page', 'limit']

/** The list, held to the user: the platform filters by the owner tag, and every item is checked again. */
async function listOwnRequests(call: Call, user: User): Promise<Response> {
  const search = new URLSearchParams()
  for (const name of LIST_FILTERS) {
    const value = call.target.search.get(name)
    if (value !== null) search.set(name, value)
  }
  const metadata = { ...readMetadataFilter(call.target.search.get('metadata')), [USER_KEY]: user.ownerTag }
  search.set('metadata', JSON.stringify(metadata))
  const { signal } = call.request
  const answer = await askPlatform(call.upstream, 'queue', '/requests', { search, signal })
  if (!answer.ok) return answer.toResponse()
  settleShown(call, answer)
  const page = answer.json
  if (!isRecord(page) || !Array.isArray(page['data']))
    throw new Refusal(502, 'The platform’s request list was not one.')
  const own = page['data'].map((item: unknown) => ownerOf(item) === user.ownerTag)
  page['data'].forEach((item: unknown, index) => {
    if (own[index] && isRecord(item) && typeof item['id'] === 'string')
      rememberOwner(call, item['id'], user.ownerTag)
  })
  return answer.toResponse(withData(answer.text, (_, index) => own[index] ?? false))
}

/** The page with only some of its items, everything else byte for byte and without owner tags. */
function withData(text: string, isKept: (item: string, index: number) => boolean): string {
  const members = (membersOf(text) ?? []).map((member) => {
    if (member.key !== 'data') return member.text
    const items = (elementsOf(member.value) ?? []).filter(isKept)
    return `"data":[${items.join(',')}]`
  })
  return withoutMember(objectOf(members), USER_KEY)
}

/** Status, result, item, cancel, visibility, payloads: first whose it is, then the call itself. */
async function callOwnRequest(call: Call, user: User): Promise<Response> {
  await requireOwnRequest(call, call.parameters['id'] ?? '', user.ownerTag)
  const answer = await forwardWhole(call)
  return answer.toResponse(withoutMember(answer.text, USER_KEY))
}

function readMetadataFilter(text: string | null): Record<string, unknown> {
  if (text === null || text === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    if (isRecord(value)) return value
  } catch {
    // Refused below.
  }
  throw new Refusal(400, 'The metadata filter must be a JSON object of strings.')
}
