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
import { isRecord, ownerOf, type User, USER_KEY, isFileItem } from './user.js'
import type { FileItem } from '../../protocol/file-item.js'
import { Refusal } from '../refusal.js'
import { askPlatform, type PlatformAnswer } from '../upstream/platform.js'
import { findOwner, isOwnFile, notFound, rememberOwner, requireOwnRequest } from './owners.js'
import { readJsonBody } from '../call-body.js'
import { elementsOf, membersOf, objectOf, withoutMember } from '../json-text.js'
import { upstreamHeaders } from '../upstream/call-upstream.js'

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

/**
 * Begins an upload. The platform keeps no owner of a file, so its name begins with the user's prefix: it
 * stays in the file's URL and storage key, which is how the file is known as theirs later.
 */
async function initiateOwnUpload(call: Call, user: User): Promise<Response> {
  const body = await readJsonBody(call)
  const name = body['file_name']
  if (typeof name !== 'string' || name === '') throw new Refusal(400, 'file_name must be a non-empty string.')
  const isMultipart = call.route === 'initiateMultipart'
  const answer = await post(call, { ...body, file_name: user.filePrefix + plainFileName(name) })
  const json = answer.json
  if (!isMultipart || !answer.ok || !isRecord(json)) return answer.toResponse()
  const { uploadKey, uploadId } = json
  if (typeof uploadKey !== 'string' || typeof uploadId !== 'string') {
    throw new Refusal(502, 'The platform began a multipart upload without its id and key.')
  }
  const signature = await user.sign(`${uploadId}\n${uploadKey}`)
  return answer.toResponse(JSON.stringify({ ...json, uploadKey: `${signature}.${uploadKey}` }))
}

/** The URL of one part: the upload key came with the user's signature, and only with it leads further. */
async function getOwnPartUrl(call: Call, user: User): Promise<Response> {
  const { search } = call.target
  const uploadId = search.get('uploadId')
  const uploadKey = await readUploadKey(user, uploadId, search.get('uploadKey'))
  const query = new URLSearchParams({
    uploadKey,
    uploadId: uploadId ?? '',
    partNumber: search.get('partNumber') ?? '',
  })
  const { signal } = call.request
  const answer = await askPlatform(call.upstream, 'rest', call.target.path, { search: query, signal })
  return answer.toResponse()
}

async function completeOwnMultipart(call: Call, user: User): Promise<Response> {
  const body = await readJsonBody(call)
  const uploadKey = await readUploadKey(user, body['uploadId'], body['uploadKey'])
  return (await post(call, { ...body, uploadKey })).toResponse()
}

async function readUploadKey(user: User, uploadId: unknown, signed: unknown): Promise<string> {
  if (typeof uploadId !== 'string' || typeof signed !== 'string')
    throw new Refusal(400, 'uploadId and uploadKey must be strings.')
  const dot = signed.indexOf('.')
  const uploadKey = signed.slice(dot + 1)
  const expected = await user.sign(`${uploadId}\n${uploadKey}`)
  if (dot < 0 || !isSame(signed.slice(0, dot), expected)) throw notFound('upload')
  return uploadKey
}

/** Compares without telling by its time how much was right. */
function isSame(one: string, other: string): boolean {
  let difference = one.length ^ other.length
  for (let index = 0; index < other.length; index += 1) {
    difference |= one.charCodeAt(index) ^ other.charCodeAt(index)
  }
  return difference === 0
}

function post(call: Call, body: unknown) {
  // The lifecycle header of the browser belongs to this call.
  const headers = upstreamHeaders(call.request, call.upstream.apiKey, true, 'application/json')
  return askPlatform(call.upstream, 'rest', call.target.path, {
    method: 'POST',
    text: JSON.stringify(body),
    headers,
  })
}

/**
 * A file's owner is read from the first owner tag in the last segment of its path: a slash would start a new segment, and a tag
 * in the name would make the file turn up when its user's are searched for.
 */
function plainFileName(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[/\\]|%(?:2f|5c)/gi, '_')
    .replace(/mru(?=[0-9a-f]{4})/gi, 'mr_')
}
