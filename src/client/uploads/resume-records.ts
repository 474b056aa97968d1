/** What must be remembered to go on with a multipart upload: the platform has no route that lists its parts. */
export interface ResumeRecord {
  uploadId: string
  uploadKey: string
  /** The public URL, which only the start of an upload tells. */
  fileUrl: string
  /** bytes */
  partSize: number
  /** ms since the epoch */
  startedAt: number
  /** ETag by part number. */
  etags: Record<number, string>
}

/** Where uploads that are not finished are remembered. Nothing here ever fails an upload: without a record it just cannot be resumed. */
export interface ResumeRecords {
  /** A record that is still good. */
  find(key: string): Promise<ResumeRecord | undefined>
  start(key: string, record: ResumeRecord): Promise<void>
  addPart(key: string, part: number, etag: string): Promise<void>
  remove(key: string): Promise<void>
}
