/** A file on the media host. */
export interface MediaObject {
  key: string
  contentType: string
  /** Bytes; absent until they are made. */
  size?: number
  /** undefined: too large to be kept, only its size and hash are known. */
  bytes?: Uint8Array | (() => Uint8Array | Promise<Uint8Array>)
  /** ms of the emulator's clock. */
  expiresAt?: number
  contentDisposition?: string
}
