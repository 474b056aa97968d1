/** A file that is on the platform. */
export interface UploadedFile {
  /** Public URL, to be used as model input. */
  url: string
  name: string
  /** bytes */
  size: number
  type: string
}
