import { joinBytes } from '../media/bytes.js'
import type { Platform, StreamingHash } from '../platform/platform.js'
import type { ReceivedBody } from './receive-body.js'

export interface ReceivedPart {
  etag: string
  size: number
  /** Dropped when it has been hashed and the file is too large to be kept. */
  bytes?: Uint8Array
}

/** A file is kept whole up to this size, bytes; of a larger one only size and hash. */
export const MAX_KEPT_BYTES = 64 * 1024 * 1024

/**
 * A multipart upload on its way. Parts come in any order; the hash of the whole runs over the gapless beginning, so that a
 * file of gigabytes needs the memory of the parts that came too early.
 */
export class MultipartUpload {
  readonly parts = new Map<number, ReceivedPart>()
  /** Numbers in the order they came, repeats included. */
  readonly received: number[] = []
  readonly uploadId: string
  readonly key: string
  readonly contentType: string
  readonly fileUrl: string
  isComplete = false
  readonly #hash: StreamingHash
  #hashedParts = 0
  #bytes = 0
  /** A part that was hashed already came again with other bytes: the running hash is of no use. */
  #isStale = false

  constructor(
    platform: Platform,
    file: { uploadId: string; key: string; contentType: string; fileUrl: string },
  ) {
    this.#hash = platform.createHash('sha256')
    this.uploadId = file.uploadId
    this.key = file.key
    this.contentType = file.contentType
    this.fileUrl = file.fileUrl
  }

  add(partNumber: number, body: ReceivedBody): void {
    this.received.push(partNumber)
    const before = this.parts.get(partNumber)
    if (before?.etag === body.md5) return
    if (partNumber <= this.#hashedParts) this.#isStale = true
    this.#bytes += body.size - (before?.size ?? 0)
    this.parts.set(partNumber, { etag: body.md5, size: body.size, ...(body.bytes && { bytes: body.bytes }) })
    this.#advance()
  }

  /** Bytes received so far. */
  get size(): number {
    return this.#bytes
  }

  /** Size, hash and, while small enough, the bytes of the chosen parts. */
  assemble(
    platform: Platform,
    numbers: readonly number[],
  ): { size: number; sha256: string; bytes?: Uint8Array } {
    const parts = numbers.flatMap((number) => this.parts.get(number) ?? [])
    const size = parts.reduce((sum, part) => sum + part.size, 0)
    const kept = parts.flatMap((part) => part.bytes ?? [])
    if (kept.length < parts.length) {
      const isWhole = !this.#isStale && numbers.length === this.#hashedParts
      return { size, sha256: isWhole ? this.#hash.copy().digest() : '' }
    }
    const hash = platform.createHash('sha256')
    for (const bytes of kept) hash.update(bytes)
    const sha256 = hash.digest()
    if (size > MAX_KEPT_BYTES) return { size, sha256 }
    return { size, sha256, bytes: joinBytes(kept) }
  }

  /** Lets the parts go; the file is complete. */
  finish(): void {
    this.isComplete = true
    for (const part of this.parts.values()) delete part.bytes
  }

  #advance(): void {
    for (;;) {
      const next = this.parts.get(this.#hashedParts + 1)
      if (!next?.bytes) break
      this.#hash.update(next.bytes)
      this.#hashedParts += 1
    }
    if (this.#bytes <= MAX_KEPT_BYTES) return
    for (let number = 1; number <= this.#hashedParts; number++) delete this.parts.get(number)?.bytes
  }
}
