import { MAX_PARTS, MAX_RELAY_BYTES, MAX_SINGLE_PUT_BYTES, MIN_PART_BYTES } from '../../protocol/limits.js'
import { HttpError, jsonResponse } from '../http/answers.js'
import { readJson } from '../http/read-json.js'
import type { Call, Route } from '../http/route.js'
import { makeId } from '../random.js'
import { encodeKey, presignedUrl } from '../storage/grant.js'
import { MultipartUpload, MAX_KEPT_BYTES, type ReceivedPart } from '../storage/multipart-upload.js'
import { readLifecycle } from './requests.js'
import { receiveBody } from '../storage/receive-body.js'
import type { World } from '../state/world.js'

/** Uploads: the calls that go through the platform; the bytes go to the bucket. */
export const uploadRoutes: Route[] = [
  { name: 'initiate', method: 'POST', path: '/rest/storage/upload/initiate', handle: initiate },
  {
    name: 'initiate-multipart',
    method: 'POST',
    path: '/rest/storage/upload/initiate-multipart',
    handle: initiateMultipart,
  },
  { name: 'part-url', method: 'GET', path: '/rest/storage/upload/multipart-url', handle: partUrl },
  { name: 'complete', method: 'POST', path: '/rest/storage/upload/complete', handle: complete },
]

async function initiate(call: Call): Promise<Response> {
  const { world, hosts, request } = call
  const wish = readFileWish(await readJson(request))
  if ((wish.size ?? 0) > MAX_SINGLE_PUT_BYTES) throw new HttpError(400, 'Use a multipart upload above 5 GB')
  const key = world.uploads.newKey(wish.fileName)
  const grant = {
    key,
    contentType: wish.contentType,
    fileUrl: `${hosts.media}/${encodeKey(key)}`,
    ...readLifecycle(request.headers),
    ...(wish.contentType === 'image/svg+xml' && { contentDisposition: 'attachment' }),
  }
  const answer: Record<string, string> = {
    upload_url: presignedUrl(world, hosts, { ...grant, kind: 'single' }),
    file_url: grant.fileUrl,
  }
  if (wish.relay && world.settings.relay && (wish.size ?? 0) <= MAX_RELAY_BYTES) {
    const token = new URL(presignedUrl(world, hosts, { ...grant, kind: 'relay' })).searchParams
    answer['relay_upload_url'] = `${hosts.rest}/storage/upload/relay/${token.get('X-Amz-Signature') ?? ''}`
  }
  return jsonResponse(answer)
}

async function initiateMultipart({ world, hosts, request }: Call): Promise<Response> {
  const wish = readFileWish(await readJson(request))
  const key = world.uploads.newKey(wish.fileName)
  const uploadId = makeId(world.random('uploads'), 32)
  const fileUrl = `${hosts.media}/${encodeKey(key)}`
  const { contentType } = wish
  world.uploads.multiparts.set(
    uploadId,
    new MultipartUpload(world.platform, { uploadId, key, contentType, fileUrl }),
  )
  return jsonResponse({ fileUrl, uploadId, uploadKey: key })
}

function partUrl({ world, hosts, url: { searchParams: query } }: Call): Response {
  const partNumber = Number(query.get('partNumber'))
  if (!Number.isInteger(partNumber) || partNumber < 1 || partNumber > MAX_PARTS) {
    throw new HttpError(400, [
      { code: 'custom', path: ['partNumber'], message: `Expected a whole number from 1 to ${MAX_PARTS}` },
    ])
  }
  const uploadId = query.get('uploadId') ?? ''
  const upload = world.uploads.multiparts.get(uploadId)
  if (!upload || upload.isComplete || upload.key !== query.get('uploadKey')) {
    throw new HttpError(404, 'Upload not found')
  }
  const { key, contentType, fileUrl } = upload
  const grant = { kind: 'part', key, contentType, fileUrl, uploadId, partNumber } as const
  return jsonResponse({ presignedUrl: presignedUrl(world, hosts, grant) })
}

async function complete({ world, hosts, request }: Call): Promise<Response> {
  const body = await readJson(request)
  const upload = world.uploads.multiparts.get(String(body['uploadId']))
  if (!upload || upload.key !== body['uploadKey']) throw new HttpError(404, 'Upload not found')
  completeUpload(world, upload, body['parts'], readLifecycle(request.headers))
  // The bucket's own URL, which nobody can read: the public one was in the answer of initiate.
  return jsonResponse({ fileUrl: `${hosts.bucket}/${encodeKey(upload.key)}` })
}

/** What `initiate` and `initiate-multipart` are asked for. */
interface FileWish {
  fileName: string
  contentType: string
  /** Bytes. */
  size?: number
  relay: boolean
}

function readFileWish(body: Readonly<Record<string, unknown>>): FileWish {
  const { file_name: fileName, content_type: contentType, size, relay } = body
  const issues = [
    ...(typeof fileName === 'string' && fileName !== '' ? [] : [issue('file_name', 'Required')]),
    ...(typeof contentType === 'string' && contentType !== '' ? [] : [issue('content_type', 'Required')]),
    ...(size === undefined || (typeof size === 'number' && size >= 0)
      ? []
      : [issue('size', 'Expected a number of bytes')]),
    ...(relay === undefined || typeof relay === 'boolean' ? [] : [issue('relay', 'Expected boolean')]),
  ]
  if (issues.length > 0) throw new HttpError(400, issues, { message: 'Validation failed' })
  return {
    fileName: String(fileName),
    contentType: String(contentType),
    ...(typeof size === 'number' && { size }),
    relay: relay === true,
  }
}

function issue(name: string, message: string): { code: string; path: string[]; message: string } {
  return { code: message === 'Required' ? 'invalid_type' : 'custom', path: [name], message }
}

const CORS = { 'access-control-allow-origin': '*' }

/** The way round a blocked storage host: a PUT to the platform itself, up to 200 MiB. */
export const relayRoutes: Route[] = [
  { name: 'relay', method: 'PUT', path: '/rest/storage/upload/relay/:token', isPublic: true, handle: relay },
  {
    name: 'preflight',
    method: 'OPTIONS',
    path: '/rest/storage/upload/relay/:token',
    isPublic: true,
    handle: () =>
      new Response(null, {
        status: 204,
        headers: {
          ...CORS,
          'access-control-allow-methods': 'PUT',
          'access-control-allow-headers': 'content-type',
        },
      }),
  },
]

async function relay({ world, request, params }: Call): Promise<Response> {
  const grant = world.uploads.grant(params['token'] ?? '')
  if (request.headers.has('authorization')) {
    throw new HttpError(400, 'Send no Authorization: the URL is signed already', {}, CORS)
  }
  if (grant?.kind !== 'relay') throw new HttpError(403, 'Unknown upload', {}, CORS)
  if (world.clock.now() > grant.expiresAt) throw new HttpError(403, 'The upload URL has expired', {}, CORS)
  const tooLarge = new HttpError(413, 'The relay takes files up to 200 MiB', {}, CORS)
  if (Number(request.headers.get('content-length') ?? 0) > MAX_RELAY_BYTES) throw tooLarge
  const body = await receiveBody(request, world.platform, { keepUpTo: MAX_KEPT_BYTES, wantsSha256: true })
  if (body.size > MAX_RELAY_BYTES) throw tooLarge
  const { key: storageKey, contentType, fileUrl: url } = grant
  world.uploads.store(
    { url, storageKey, contentType, size: body.size, sha256: body.sha256, kind: 'relay' },
    { ...grant, ...body },
  )
  return jsonResponse({ file_url: url }, 200, CORS)
}

interface NamedPart {
  partNumber: number
  etag: string
}

/**
 * Puts the named parts together. Refuses unknown parts, wrong etags, a wrong order and parts that are too small. A second
 * call for an upload that is complete answers as the first did.
 */
export function completeUpload(
  world: World,
  upload: MultipartUpload,
  parts: unknown,
  lifetime: { expiresInSeconds?: number },
): void {
  const named = readParts(parts)
  const received = named.map((part) => checkPart(upload, part))
  const isOrdered = named.every((part, index) => part.partNumber > (named[index - 1]?.partNumber ?? 0))
  if (!isOrdered) throw new HttpError(400, 'InvalidPartOrder: the parts must be in ascending order')
  const small = received.slice(0, -1).findIndex((part) => part.size < MIN_PART_BYTES)
  if (small >= 0) {
    const { partNumber } = named[small] ?? { partNumber: 0 }
    throw new HttpError(400, `EntityTooSmall: part ${partNumber} is smaller than 5 MiB and not the last`)
  }
  if (upload.isComplete) return
  const numbers = named.map((part) => part.partNumber)
  const { size, sha256, bytes } = upload.assemble(world.platform, numbers)
  const { key: storageKey, contentType, fileUrl: url } = upload
  upload.finish()
  const isSvg = contentType === 'image/svg+xml'
  world.uploads.store(
    { url, storageKey, contentType, size, sha256, kind: 'multipart' },
    { ...lifetime, ...(bytes && { bytes }), ...(isSvg && { contentDisposition: 'attachment' }) },
    upload,
  )
}

function readParts(parts: unknown): NamedPart[] {
  const isList = Array.isArray(parts) && parts.length > 0 && parts.every(isNamedPart)
  if (isList) return parts as NamedPart[]
  throw new HttpError(400, [
    { code: 'custom', path: ['parts'], message: 'Expected a list of {partNumber, etag}' },
  ])
}

function isNamedPart(part: unknown): part is NamedPart {
  if (typeof part !== 'object' || part === null) return false
  const { partNumber, etag } = part as Record<string, unknown>
  return typeof partNumber === 'number' && typeof etag === 'string'
}

function checkPart(upload: MultipartUpload, { partNumber, etag }: NamedPart): ReceivedPart {
  const part = upload.parts.get(partNumber)
  if (!part) throw new HttpError(400, `InvalidPart: part ${partNumber} was not uploaded`)
  if (part.etag === etag) return part
  const hint = etag.includes('"') ? ' (strip the quotes)' : ''
  throw new HttpError(400, `InvalidPart: the etag of part ${partNumber} does not match${hint}`)
}
