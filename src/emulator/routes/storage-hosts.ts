import type { Call, Route } from '../http/route.js'
import { bucketCors, bucketError } from '../storage/grant.js'
import { receiveBody } from '../storage/receive-body.js'
import type { Grant } from '../storage/upload-table.js'
import { checkGrant } from '../storage/grant.js'
import { MAX_KEPT_BYTES } from '../storage/multipart-upload.js'
import { HttpError } from '../http/answers.js'
import { mediaKey } from '../media/media-store.js'

/** Largest part that is held while it is received, bytes: a larger one is hashed only. */
const MAX_PART_KEPT = 512 * 1024 * 1024

/** The storage host: presigned PUTs. Which of the two a PUT is, its URL tells. */
export const bucketRoutes: Route[] = [
  {
    name: 'put',
    nameOf: (url) => (url.searchParams.has('uploadId') ? 'part' : 'put'),
    method: 'PUT',
    path: '/bucket/:key{.+}',
    isPublic: true,
    handle: put,
  },
  { name: 'put', method: 'GET', path: '/bucket/:key{.+}', isPublic: true, handle: refuseRead },
  { name: 'preflight', method: 'OPTIONS', path: '/bucket/:key{.+}', isPublic: true, handle: preflight },
]

/** Nothing in the bucket is public. */
function refuseRead({ world }: Call): Response {
  return bucketError(world, 403, 'AccessDenied', 'Access Denied')
}

function preflight({ world }: Call): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...bucketCors(world),
      'access-control-allow-methods': 'PUT',
      'access-control-allow-headers': 'content-type, content-disposition',
      'access-control-max-age': '600',
    },
  })
}

async function put(call: Call): Promise<Response> {
  const { world, request, url, entry } = call
  const key = decodeURIComponent(url.pathname.replace(/^.*?\/(?=uploads\/)/, ''))
  const grant = checkGrant(call, key)
  if (grant instanceof Response) {
    await request.body?.cancel().catch(() => undefined)
    return grant
  }
  if (grant.kind === 'part') {
    entry.partNumber = grant.partNumber ?? 0
    return putPart(call, grant)
  }
  const body = await receiveBody(request, world.platform, { keepUpTo: MAX_KEPT_BYTES, wantsSha256: true })
  world.uploads.store(
    {
      url: grant.fileUrl,
      storageKey: key,
      contentType: grant.contentType,
      size: body.size,
      sha256: body.sha256,
      kind: 'single',
    },
    { ...grant, ...body },
  )
  return received(call, body.md5)
}

async function putPart(call: Call, { uploadId = '', partNumber = 0 }: Grant): Promise<Response> {
  const { world, request } = call
  const multipart = world.uploads.multiparts.get(uploadId)
  if (!multipart || multipart.isComplete) {
    return bucketError(world, 404, 'NoSuchUpload', 'The upload does not exist; it may be complete.')
  }
  const body = await receiveBody(request, world.platform, { keepUpTo: MAX_PART_KEPT, wantsSha256: false })
  multipart.add(partNumber, body)
  return received(call, body.md5)
}

function received({ world }: Call, md5: string): Response {
  return new Response(null, { status: 200, headers: { etag: `"${md5}"`, ...bucketCors(world) } })
}

/** The media host: public, CORS for everyone, ranges (a video element asks for them). */
export const mediaRoutes: Route[] = [
  { name: 'media', method: 'GET', path: '/media/:key{.+}', isPublic: true, handle: media },
  {
    name: 'preflight',
    method: 'OPTIONS',
    path: '/media/:key{.+}',
    isPublic: true,
    handle: () =>
      new Response(null, { status: 204, headers: { ...CORS, 'access-control-allow-headers': '*' } }),
  },
]

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, HEAD, OPTIONS',
  'access-control-expose-headers': 'content-length, content-range, accept-ranges, etag',
  'cross-origin-resource-policy': 'cross-origin',
}

async function media({ world, url, request }: Call): Promise<Response> {
  const object = world.media.get(mediaKey(url.href) ?? '')
  const bytes = object && (await world.media.bytesOf(object))
  if (!object || !bytes) throw new HttpError(404, 'File not found', {}, CORS)
  const headers: Record<string, string> = {
    ...CORS,
    'content-type': object.contentType,
    'accept-ranges': 'bytes',
    'cache-control': 'public, max-age=31536000, immutable',
    ...(object.contentDisposition !== undefined && { 'content-disposition': object.contentDisposition }),
  }
  const range = readRange(request.headers.get('range'), bytes.length)
  if (range === 'unsatisfiable') {
    return new Response(null, {
      status: 416,
      headers: { ...headers, 'content-range': `bytes */${bytes.length}` },
    })
  }
  const part = range ? bytes.subarray(range.start, range.end + 1) : bytes
  headers['content-length'] = String(part.length)
  if (range) headers['content-range'] = `bytes ${range.start}-${range.end}/${bytes.length}`
  // Bytes of the emulator never lie on shared memory.
  return new Response(part as Uint8Array<ArrayBuffer>, { status: range ? 206 : 200, headers })
}

function readRange(
  header: string | null,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return undefined
  const [, first = '', last = ''] = match
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  return start >= size || start > end ? 'unsatisfiable' : { start, end }
}
