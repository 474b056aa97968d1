'use client'

import type { QueryClient } from '@tanstack/react-query'
import { useInsertionEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { ModelRunnerClient } from '../client/model-runner-client.js'
import { refreshFiles } from '../client/queries/refresh-files.js'
import { createUploadEngine } from '../client/uploads/create-upload-engine.js'
import type { Progress } from '../client/progress.js'
import type { Refusal } from '../client/uploads/refusals.js'
import type { UploadItem } from '../client/uploads/upload-item.js'
import type { UploadOptions } from '../client/uploads/upload-options.js'
import type { UploadQueue } from '../client/uploads/upload-queue.js'
import type { UploadedFile } from '../client/uploads/uploaded-file.js'
import { useModelRunnerContext } from '../context/use-model-runner-context.js'

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
  const { client, queryClient } = useModelRunnerContext()
  const [held, setHeld] = useState(() => ({ client, queue: queueFor(client, queryClient, options) }))
  // Another proxy or person: their uploads are not ours.
  if (held.client !== client) setHeld({ client, queue: queueFor(client, queryClient, options) })
  const { queue } = held
  const { uploads, progress } = useStore(queue.store)
  useInsertionEffect(() => queue.update(options))

  const check = useMemo<UseUploadResult['check']>(
    () => (files, overrides) => queue.check(Array.from(files), overrides),
    [queue],
  )
  const { pause, resume, cancel, retry, remove, clear } = queue
  const upload = useMemo<UseUploadResult['upload']>(
    () => (files, overrides) => queue.upload(listOf(files), overrides),
    [queue],
  )
  const isUploading = uploads.some(({ state }) => state !== 'paused' && !ENDS.has(state))
  return { upload, check, uploads, progress, isUploading, pause, resume, cancel, retry, remove, clear }
}

/** Lists of files are out of date after each upload, also when whoever started it is gone. */
function queueFor(client: ModelRunnerClient, queryClient: QueryClient, options: UploadOptions): UploadQueue {
  return client.use(createUploadEngine).list(options, refreshFiles(client, queryClient))
}

const ENDS: ReadonlySet<UploadItem['state']> = new Set(['done', 'failed', 'cancelled'])

/** What is neither a file nor a list goes on as it is: the queue says what is wrong with it. */
function listOf(files: Blob | ArrayLike<Blob>): Blob[] {
  return isList(files) ? Array.from(files) : [files]
}

function isList(files: Blob | ArrayLike<Blob> | null | undefined): files is ArrayLike<Blob> {
  return typeof files === 'object' && files !== null && 'length' in files
}
