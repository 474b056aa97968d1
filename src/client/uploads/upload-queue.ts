import type { StoreApi } from 'zustand/vanilla'
import type { Progress } from '../progress.js'
import type { Refusal } from './refusals.js'
import type { UploadItem } from './upload-item.js'
import type { UploadOptions } from './upload-options.js'
import type { UploadedFile } from './uploaded-file.js'

export interface UploadQueueState {
  readonly uploads: UploadItem[]
  readonly progress: Progress
}

/** The uploads of one place in an app: a hook, a component, the input of one submit. */
export interface UploadQueue {
  readonly store: StoreApi<UploadQueueState>
  upload(files: readonly Blob[], overrides?: UploadOptions): Promise<UploadedFile[]>
  /** What `upload` would refuse of these files, and why. */
  check(files: readonly Blob[], overrides?: UploadOptions): Refusal[]
  pause(id?: string): void
  resume(id?: string): void
  cancel(id?: string): void
  retry(id?: string): void
  /** Takes one out of the list; cancels it if it is not finished. */
  remove(id: string): void
  clear(): void
  /** Resolves once nothing is being sent or waits to be. */
  idle(): Promise<void>
  /** Options for uploads that start from now on. */
  update(options: UploadOptions): void
}
