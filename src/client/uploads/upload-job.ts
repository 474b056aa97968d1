import type { ModelRunnerError } from '../errors/model-runner-error.js'
import type { Progress } from '../upload-updates.js'
import type { ByteLedger } from './byte-ledger.js'
import { type FileFacts, fileFacts } from './file-facts.js'
import { planParts } from './plan-parts.js'
import type { UploadedFile, UploadItem, UploadState } from './upload-item.js'
import type { UploadOptions } from './upload-options.js'
import { progressOf } from './upload-progress.js'
import type { UploadRun } from './upload-run.js'

/** One file of a list with all that its upload needs. The queue alone changes it. */
export interface Job {
  item: UploadItem
  readonly facts: FileFacts
  readonly options: UploadOptions
  /** The newest callbacks: those of a component's last render, not of the one that started the upload. */
  callbacks(): Pick<UploadOptions, 'onUploaded' | 'onError'>
  /** There once it was started. */
  ledger?: ByteLedger
  readonly kept: UploadRun['kept']
  readonly resolve: (file: UploadedFile) => void
  readonly reject: (error: ModelRunnerError) => void
  /** There while a try is under way. */
  abort?: AbortController
  /** Settles when the try before has released everything. */
  ended: Promise<void>
}

export const IS_GOING: readonly UploadState[] = ['queued', 'uploading', 'retrying']

export function createJob(
  id: string,
  file: Blob,
  given: Pick<Job, 'options' | 'callbacks' | 'resolve' | 'reject'>,
): Job {
  const facts = fileFacts(file)
  const progress = progressOf({ loaded: 0, total: file.size, isDone: false })
  const isInParts =
    given.options.relay !== 'always' && planParts(file.size, given.options).kind === 'multipart'
  const item: UploadItem = { id, file, ...facts, state: 'queued', keepsParts: isInParts, progress }
  return { item, facts, kept: {}, ended: Promise.resolve(), ...given }
}

/** The item of a job that is up. */
export function doneItem({ item, facts: { size } }: Job, url: string): UploadItem {
  return { ...item, state: 'done', url, progress: progressOf({ loaded: size, total: size, isDone: true }) }
}

/** The item of a job that no longer moves. */
export function stoppedItem({ item, ledger }: Job, state: 'paused' | 'cancelled' | 'failed'): UploadItem {
  // Without parts, a pause loses what was sent: nothing else is shown.
  if (state === 'paused' && !item.keepsParts) ledger?.restart()
  const progress = state === 'paused' && !item.keepsParts ? restarted(item) : item.progress
  return { ...item, state, notice: undefined, progress: still(progress) }
}

/** The progress of one that starts over. */
export function restarted({ size }: UploadItem): Progress {
  return progressOf({ loaded: 0, total: size, isDone: false })
}

export function isUnfinished({ item }: Job): boolean {
  return IS_GOING.includes(item.state) || item.state === 'paused'
}

function still(progress: Progress): Progress {
  return { ...progress, bytesPerSecond: 0, secondsRemaining: undefined }
}
