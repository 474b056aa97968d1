import type { ModelRunnerError } from '../errors/model-runner-error.js'
import type { Progress } from '../upload-updates.js'

export type UploadState = 'queued' | 'uploading' | 'paused' | 'retrying' | 'done' | 'failed' | 'cancelled'

/**
 * What a user should know beside the state:
 * `resumed` parts of an earlier try are kept · `restarted` the earlier try was lost on the server, all is sent again ·
 * `offline` waits for the connection · `relayed` goes through the relay, as the storage cannot be reached.
 */
export type UploadNotice = 'resumed' | 'restarted' | 'offline' | 'relayed'

/** One file on its way. */
export interface UploadItem {
  readonly id: string
  readonly file: Blob
  readonly name: string
  /** bytes */
  readonly size: number
  /** The content type it is sent with. */
  readonly type: string
  readonly state: UploadState
  /** It goes up in parts: a pause, a broken connection and a reload keep the parts that are there. Else a pause starts over. */
  readonly keepsParts: boolean
  readonly progress: Progress
  /** Public URL; there once the state is `done`. */
  readonly url?: string
  /** Why it failed; there while the state is `failed`. */
  readonly error?: ModelRunnerError
  readonly notice?: UploadNotice
}

/** A file that is on the platform. */
export interface UploadedFile {
  /** Public URL, to be used as model input. */
  url: string
  name: string
  /** bytes */
  size: number
  type: string
}

/** Whether something is still to come of an upload: it is on its way, waits, or failed and can be tried again. */
export function isOpen({ state }: UploadItem): boolean {
  return state !== 'done' && state !== 'cancelled'
}
