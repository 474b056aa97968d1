import { MAX_PARTS, MAX_RELAY_BYTES, MAX_SINGLE_PUT_BYTES } from '../../protocol/limits.js'
import { HttpError } from '../http/http-error.js'
import { jsonResponse } from '../http/json-response.js'
import { readJson } from '../http/read-json.js'
import type { Call, Route } from '../http/route.js'
import { makeId } from '../make-id.js'
import { completeUpload } from '../storage/complete-upload.js'
import { encodeKey } from '../storage/encode-key.js'
import { MultipartUpload } from '../storage/multipart-upload.js'
import { presignedUrl } from '../storage/presigned-url.js'
import { readFileWish } from '../storage/read-file-wish.js'
import { readLifecycle } from './read-lifecycle.js'

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
