import type { QueryClient } from '@tanstack/react-query'
import { useEffect, useInsertionEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { ModelRunnerClient } from '../client/model-runner-client.js'
import { refreshFiles } from '../client/queries/refresh-files.js'
import { createUploadEngine } from '../client/uploads/upload-engine.js'
import { createRememberedUrls } from '../client/uploads/remembered-urls.js'
import type { UploadItem } from '../client/uploads/upload-item.js'
import type { UploadOptions } from '../client/uploads/upload-options.js'
import type { UploadQueue } from '../client/uploads/upload-queue.js'
import { useModelRunnerContext } from '../context/use-model-runner-context.js'
import { useStableCallback } from './use-stable-callback.js'
import type { UseUploadResult } from './useUpload.js'

export interface UploadList {
  upload: UseUploadResult
  /**
   * Sees to it that each file is up or on its way in this list. What a component that is gone had begun is not sent
   * again: its list becomes this one. Hands out the URLs of those that are up. What goes wrong stands in the list.
   */
  begin(files: readonly Blob[], overrides: UploadOptions): Map<unknown, string>
}

/** A list of uploads that a component shows. What was begun in it goes on when the component is gone. */
export function useUploadList(options: UploadOptions): UploadList {
  const { client, queryClient } = useModelRunnerContext()
  const [held, setHeld] = useState(() => ({ client, queue: queueFor(client, queryClient, options) }))
  // Another proxy or person: their uploads are not ours.
  if (held.client !== client) setHeld({ client, queue: queueFor(client, queryClient, options) })
  const { queue } = held
  const { uploads, progress } = useStore(queue.store)
  useInsertionEffect(() => queue.update(options))
  useEffect(() => client.use(createUploadEngine).hold(queue), [client, queue])

  const begin = useStableCallback((files: readonly Blob[], overrides: UploadOptions) => {
    const engine = client.use(createUploadEngine)
    const remembered = client.use(createRememberedUrls)
    const urls = new Map<unknown, string>()
    const missing: Blob[] = []
    let target = queue
    for (const file of files) {
      const url = remembered.find(file, options.lifecycle)
      const left = engine.findLeft(file, options.lifecycle)
      // Only an empty list gives way to another.
      const mayTake = target === queue && queue.store.getState().uploads.length === 0
      if (url !== undefined) urls.set(file, url)
      else if (left && (left === target || mayTake)) target = left
      else missing.push(file)
    }
    if (target !== queue) setHeld({ client, queue: target })
    for (const file of missing) target.upload([file], overrides).catch(() => {})
    return urls
  })

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
  return {
    upload: { upload, check, uploads, progress, isUploading, pause, resume, cancel, retry, remove, clear },
    begin,
  }
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
