import { UPLOAD_URL_TTL_MS } from '../../protocol/limits.js'
import type { CallHosts } from '../http/route.js'
import type { World } from '../state/world.js'
import { encodeKey } from './encode-key.js'
import type { Grant } from './grant.js'

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
