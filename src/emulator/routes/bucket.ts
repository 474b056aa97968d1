import type { Call, Route } from '../http/route.js'
import { bucketCors, bucketError } from '../storage/bucket-answers.js'
import { receiveBody } from '../storage/receive-body.js'
import type { Grant } from '../storage/upload-table.js'
import { checkGrant } from '../storage/grant.js'
import { MAX_KEPT_BYTES } from '../storage/multipart-upload.js'

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
