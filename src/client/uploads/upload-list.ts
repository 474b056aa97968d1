import type { StoreApi } from 'zustand/vanilla'
import type { Progress } from '../upload-updates.js'
import type { Refusal } from './refusals.js'
import type { UploadedFile, UploadItem } from './upload-item.js'
import type { UploadOptions } from './upload-options.js'

export interface UploadQueueState {
  readonly uploads: UploadItem[]
  readonly progress: Progress
}

/** The uploads of one list in an app: a hook, a component, the input of one submit. */
export interface UploadQueue {
  readonly store: StoreApi<UploadQueueState>
  /** One of the list as it is now, also where that is not shown yet. */
  item(id: string): UploadItem | undefined
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

/** A file that goes on where it stopped once it is chosen again. */
export interface InterruptedUpload {
  key: string
  name: string
  /** bytes */
  size: number
  /** Bytes that are on the server. */
  loaded: number
}
