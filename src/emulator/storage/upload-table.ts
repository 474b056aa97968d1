import type { ReceivedUpload } from '../emulator.js'
import type { Clock } from '../../protocol/clock.js'
import type { FileTable } from '../files/file-table.js'
import type { MediaStore } from '../media/media-store.js'
import { makeId, type Random } from '../random.js'
import { MAX_KEPT_BYTES } from './multipart-upload.js'
import type { MultipartUpload } from './multipart-upload.js'

const SIGNATURE_LENGTH = 43
/** Uploaded bytes that are kept over all files; the oldest go first. */
const MAX_KEPT_IN_ALL = 8 * MAX_KEPT_BYTES

interface Stored {
  upload: Omit<ReceivedUpload, 'state' | 'partsReceived'>
  multipart?: MultipartUpload
}

/** What a presigned URL allows. The signature in the URL names it. */
export interface Grant {
  kind: 'single' | 'relay' | 'part'
  key: string
  /** ms of the emulator's clock. */
  expiresAt: number
  /** Signed for a single PUT; a part's URL signs none. */
  contentType: string
  /** SVG is stored as an attachment only: it can hold scripts. */
  contentDisposition?: string
  uploadId?: string
  partNumber?: number
  expiresInSeconds?: number
  /** The public URL of the file. */
  fileUrl: string
}

/** What the table needs of the world it is part of. */
interface Surroundings {
  readonly clock: Clock
  random(purpose: string): Random
  readonly media: MediaStore
  readonly files: FileTable
}

/** Presigned URLs that were given, multipart uploads on their way, and what arrived. */
export class UploadTable {
  readonly multiparts = new Map<string, MultipartUpload>()
  readonly #grants = new Map<string, Grant>()
  readonly #stored: Stored[] = []
  readonly #world: Surroundings
  #keptBytes = 0

  constructor(world: Surroundings) {
    this.#world = world
  }

  /** Remembers a grant and gives its signature. */
  sign(grant: Grant): string {
    const signature = makeId(this.#world.random('signatures'), SIGNATURE_LENGTH)
    this.#grants.set(signature, grant)
    return signature
  }

  grant(signature: string): Grant | undefined {
    return this.#grants.get(signature)
  }

  newKey(fileName: string): string {
    const name = fileName.replace(/[\p{Cc}/\\?#%]+/gu, '_')
    return `uploads/${makeId(this.#world.random('uploads'), 12)}-${name}`
  }

  /** A whole file has arrived: the media host serves it, the library lists it. */
  store(
    file: Omit<ReceivedUpload, 'state' | 'partsReceived'>,
    options: { bytes?: Uint8Array; contentDisposition?: string; expiresInSeconds?: number },
    multipart?: MultipartUpload,
  ): void {
    const { bytes, contentDisposition, expiresInSeconds } = options
    const { storageKey, contentType, size, url } = file
    this.#world.media.put({
      key: storageKey,
      contentType,
      size,
      ...(bytes && { bytes }),
      ...(contentDisposition !== undefined && { contentDisposition }),
      ...(expiresInSeconds !== undefined && {
        expiresAt: this.#world.clock.now() + expiresInSeconds * 1000,
      }),
    })
    this.#stored.push({ upload: file, ...(multipart && { multipart }) })
    this.#keptBytes += bytes?.length ?? 0
    this.#trim()
    const isImage = contentType.startsWith('image/')
    const known = this.#world.files.byUrl(url)
    if (known) known.item.sizeBytes = size
    else {
      this.#world.files.add({
        url,
        storageKey,
        mimeType: contentType,
        sizeBytes: size,
        source: 'upload',
        ...(isImage && { thumbnailUrl: url }),
      })
    }
  }

  received(): ReceivedUpload[] {
    const complete = this.#stored.map(({ upload, multipart }): ReceivedUpload => ({
      ...upload,
      state: 'complete',
      partsReceived: [...(multipart?.received ?? [])],
    }))
    const open = [...this.multiparts.values()]
      .filter((multipart) => !multipart.isComplete)
      .map((multipart): ReceivedUpload => ({
        url: multipart.fileUrl,
        storageKey: multipart.key,
        contentType: multipart.contentType,
        size: multipart.size,
        sha256: '',
        kind: 'multipart',
        state: 'open',
        partsReceived: [...multipart.received],
      }))
    return [...complete, ...open]
  }

  #trim(): void {
    for (const { upload } of this.#stored) {
      if (this.#keptBytes <= MAX_KEPT_IN_ALL) return
      const object = this.#world.media.get(upload.storageKey)
      if (!(object?.bytes instanceof Uint8Array)) continue
      this.#keptBytes -= object.bytes.length
      delete object.bytes
    }
  }
}
