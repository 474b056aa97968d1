import type { Call } from '../http/route.js'
import { bucketError } from './bucket-error.js'
import type { Grant } from './grant.js'

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
