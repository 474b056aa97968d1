import { MIN_PART_BYTES } from '../../protocol/limits.js'
import { warnOnce } from '../errors/warn-once.js'
import type { UploadOptions } from './upload-options.js'

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
