import { MIN_PART_BYTES } from '../../protocol/limits.js'
import { HttpError } from '../http/answers.js'
import type { World } from '../state/world.js'
import type { MultipartUpload, ReceivedPart } from './multipart-upload.js'

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
