import { UPLOAD_URL_TTL_MS } from '../../protocol/limits.js'
import type { CallHosts, Call } from '../http/route.js'
import type { World } from '../state/world.js'
import type { Grant } from './upload-table.js'

/** A URL that lets whoever holds it PUT one file or part, for five minutes. */
export function presignedUrl(world: World, hosts: CallHosts, grant: Omit<Grant, 'expiresAt'>): string {
  const now = world.clock.now()
  const signature = world.uploads.sign({ ...grant, expiresAt: now + UPLOAD_URL_TTL_MS })
  const signed = [
    ...(grant.contentDisposition === undefined ? [] : ['content-disposition']),
    ...(grant.kind === 'part' ? [] : ['content-type']),
    'host',
  ]
  const query = new URLSearchParams({
    ...(grant.partNumber !== undefined && { partNumber: String(grant.partNumber) }),
    ...(grant.uploadId !== undefined && { uploadId: grant.uploadId }),
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Date': new Date(now).toISOString().replace(/[-:]|\.\d+/g, ''),
    'X-Amz-Expires': String(UPLOAD_URL_TTL_MS / 1000),
    'X-Amz-SignedHeaders': signed.join(';'),
    'X-Amz-Signature': signature,
  })
  return `${hosts.bucket}/${encodeKey(grant.key)}?${query}`
}

/** A key as it stands in a path. */
export function encodeKey(key: string): string {
  return key.split('/').map(encodeURIComponent).join('/')
}

/** What the URL of a PUT allows, or the refusal that the bucket answers. */
export function checkGrant({ world, url, request }: Call, key: string): Grant | Response {
  const refuse = (status: number, code: string, message: string): Response =>
    bucketError(world, status, code, message)
  const query = url.searchParams
  const grant = world.uploads.grant(query.get('X-Amz-Signature') ?? '')
  if (request.headers.has('authorization')) {
    return refuse(400, 'InvalidArgument', 'Only one auth mechanism allowed: the URL is signed already.')
  }
  const isSame =
    grant?.key === key &&
    (query.get('uploadId') ?? undefined) === grant.uploadId &&
    (query.get('partNumber') ?? undefined) === grant.partNumber?.toString()
  if (!grant || !isSame) {
    return refuse(403, 'SignatureDoesNotMatch', 'The signature does not match the request.')
  }
  if (world.clock.now() > grant.expiresAt) return refuse(403, 'AccessDenied', 'Request has expired')
  const contentType = request.headers.get('content-type') ?? ''
  if (contentType !== (grant.kind === 'part' ? '' : grant.contentType)) {
    const expected = grant.kind === 'part' ? 'none' : grant.contentType
    return refuse(
      403,
      'SignatureDoesNotMatch',
      `Content-Type: ${expected} was signed, "${contentType}" was sent.`,
    )
  }
  const disposition = request.headers.get('content-disposition') ?? undefined
  if (grant.contentDisposition !== undefined && disposition !== grant.contentDisposition) {
    return refuse(
      403,
      'SignatureDoesNotMatch',
      `Content-Disposition: ${grant.contentDisposition} was signed.`,
    )
  }
  return grant
}

/** What lets a browser PUT to storage and read the ETag of a part. */
export function bucketCors(world: World): Record<string, string> {
  return {
    'access-control-allow-origin': '*',
    ...(world.settings.exposeEtag && { 'access-control-expose-headers': 'ETag' }),
  }
}

/** The storage host answers XML, not the platform's envelope. */
export function bucketError(world: World, status: number, code: string, message: string): Response {
  const xml = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`
  return new Response(xml, { status, headers: { 'content-type': 'application/xml', ...bucketCors(world) } })
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
