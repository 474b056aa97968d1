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
