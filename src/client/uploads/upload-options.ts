import type { ModelRunnerError } from '../errors/model-runner-error.js'
import type { Lifecycle } from '../transport/lifecycle.js'
import type { Accept } from '../../shared/accepts.js'
import type { UploadItem, UploadedFile } from './upload-item.js'
import { MIN_PART_BYTES } from '../../protocol/limits.js'
import { warnOnce } from '../errors/warn-once.js'

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

/** A number of things at a time, as an app gives it: whole and 1 or more; what is no number is taken as not given. */
export function atLeastOne(given: number | undefined, fallback: number): number {
  return given === undefined || Number.isNaN(given) ? fallback : Math.max(1, Math.floor(given))
}

const SEE = 'See docs/uploads.md'

/** The least that each number may be, and what is done instead where it is less or no number at all. */
const NUMBERS = {
  partSize: [MIN_PART_BYTES, 'the storage takes no smaller parts (5 MiB), so those are used'],
  multipartThreshold: [0, 'give bytes'],
  concurrency: [1, 'give how many files may be sent at a time'],
  partConcurrency: [1, 'give how many parts of a file may be sent at a time'],
  maxSize: [0, 'give bytes'],
  maxFiles: [0, 'give how many files there may be'],
} as const

const RELAY = ['auto', 'never', 'always']

/** Tells the developer of upload options that cannot work, once each. For development: it is not in a production bundle. */
export function checkUploadOptions(options: UploadOptions): void {
  for (const [name, [least, advice]] of Object.entries(NUMBERS)) {
    // Out of the table above, whose keys are names of options.
    const value = options[name as keyof typeof NUMBERS]
    if (value !== undefined && !(value >= least)) warnOnce(`${name} is ${value}: ${advice}. ${SEE}`)
  }
  if (options.relay !== undefined && !RELAY.includes(options.relay)) {
    warnOnce(`relay is "${String(options.relay)}": give 'auto', 'never' or 'always'. ${SEE}`)
  }
}
