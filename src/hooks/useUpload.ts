'use client'

import type { Progress } from '../client/progress.js'
import type { Refusal } from '../client/uploads/refusals.js'
import type { UploadItem, UploadedFile } from '../client/uploads/upload-item.js'
import type { UploadOptions } from '../client/uploads/upload-options.js'
import { useUploadList } from './use-upload-list.js'

export type UseUploadOptions = UploadOptions

export interface UseUploadResult {
  /**
   * Uploads one file or several; resolves with their URLs in the same order. Rejects with a `ModelRunnerError`:
   * `upload-rejected` before a byte is sent when one of them is refused (then none is sent), `aborted` when one is
   * cancelled or removed, else why the first one failed. The others go on.
   */
  upload(files: Blob | ArrayLike<Blob>, overrides?: UploadOptions): Promise<UploadedFile[]>
  /** What `upload` would refuse of these files, and why; nothing is sent and nothing listed. */
  check(files: ArrayLike<Blob>, overrides?: UploadOptions): Refusal[]
  /** The list, in the order in which files came. */
  uploads: UploadItem[]
  /** Of all that is listed and not cancelled, by bytes. */
  progress: Progress
  /** Something is being sent, or waits to be. */
  isUploading: boolean
  /** Without an id: all. */
  pause(id?: string): void
  resume(id?: string): void
  cancel(id?: string): void
  /** Failed ones; by id also a cancelled one. Parts that are up are not sent again. */
  retry(id?: string): void
  /** Takes one out of the list; cancels it if it is not finished. */
  remove(id: string): void
  /** Empties the list; cancels what is not finished. */
  clear(): void
}

/**
 * Uploads files with progress, pause and resume; large ones in parallel parts that survive a reload.
 * Unmounting does not cancel: what was started is finished.
 *
 * @example
 * const { upload, progress, isUploading } = useUpload({ accept: 'image/*', maxSize: 20 * 1024 * 1024 })
 * const [{ url }] = await upload(file)
 */
export function useUpload(options: UseUploadOptions = {}): UseUploadResult {
  return useUploadList(options).upload
}
