import type { Call } from '../call.js'
import { Refusal } from '../refusal.js'
import { upstreamHeaders } from '../upstream/call-upstream.js'
import { askPlatform } from '../upstream/platform.js'
import { readJsonBody } from './read-json-body.js'
import { type User, isRecord } from './user.js'
import { notFound } from './owners.js'

/**
 * Begins an upload. The platform keeps no owner of a file, so its name begins with the user's prefix: it
 * stays in the file's URL and storage key, which is how the file is known as theirs later.
 */
export async function initiateOwnUpload(call: Call, user: User): Promise<Response> {
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
export async function getOwnPartUrl(call: Call, user: User): Promise<Response> {
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

export async function completeOwnMultipart(call: Call, user: User): Promise<Response> {
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
