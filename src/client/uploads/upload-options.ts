import type { ModelRunnerError } from '../errors/model-runner-error.js'
import type { Lifecycle } from '../transport/lifecycle-header.js'
import type { Accept } from './accepts.js'
import type { UploadItem } from './upload-item.js'
import type { UploadedFile } from './uploaded-file.js'

export interface UploadOptions {
  /** What may be uploaded, as in `<input accept>`: `'image/*,.pdf'`, a list of those, or react-dropzone's map. @default everything */
  accept?: Accept
  /** Largest file, bytes. */
  maxSize?: number
  /** Most files at once: those listed and not failed or cancelled count too. */
  maxFiles?: number
  /** Lets files without a byte through; no model can use one, so they are refused. @default false */
  allowEmpty?: boolean
  /** Whether a file that is in the list already may be added again. @default 'allow', in `<FileUploader>` 'refuse' */
  duplicates?: 'allow' | 'refuse'
  /** Files sent at a time. @default 3 */
  concurrency?: number
  /** Parts of one file sent at a time; a hard limit. @default 4 */
  partConcurrency?: number
  /** Part size, bytes; never below the platform's 5 MiB. Given, it is kept to: a file of more than 10,000 such parts is refused. @default 10 MiB, more for files above 97 GiB */
  partSize?: number
  /** Larger files go up in parts, bytes. @default 90 MiB */
  multipartThreshold?: number
  /** Whether parts that are up are remembered, so that the same file chosen again sends only the rest. @default true */
  resumable?: boolean
  /** When the platform deletes the file. @default the account's setting */
  lifecycle?: Lifecycle
  /** Whether files up to 200 MiB go through the platform's relay: where the storage cannot be reached, not at all, or all of them. @default 'auto' */
  relay?: 'auto' | 'never' | 'always'
  /** Called for each file that is up. */
  onUploaded?: (file: UploadedFile, item: UploadItem) => void
  /** Called for each file that failed or was refused; not for cancelled ones. */
  onError?: (error: ModelRunnerError) => void
}
