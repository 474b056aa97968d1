import { MAX_RELAY_BYTES } from '../../protocol/limits.js'
import { HttpError } from '../http/http-error.js'
import { jsonResponse } from '../http/json-response.js'
import type { Call, Route } from '../http/route.js'
import { MAX_KEPT_BYTES } from '../storage/multipart-upload.js'
import { receiveBody } from '../storage/receive-body.js'

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
