import { ModelRunnerError } from '../errors/model-runner-error.js'
import type { ListedUpload } from './create-upload-engine.js'
import type { UploadItem } from './upload-item.js'

export function listedItem({ queue, id }: ListedUpload): UploadItem | undefined {
  return queue.store.getState().uploads.find((item) => item.id === id)
}

/**
 * Resolves with the URL of a file that a list uploads. One that was paused or has failed before is sent on. Rejects
 * when it fails now, is cancelled or taken out of the list, or when the waiting is aborted; the upload itself goes on then.
 */
export function whenListedIsUp(upload: ListedUpload, signal?: AbortSignal): Promise<string> {
  const { queue, id } = upload
  queue.resume(id)
  if (listedItem(upload)?.state === 'failed') queue.retry(id)
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      unsubscribe()
      signal?.removeEventListener('abort', look)
      act()
    }
    const look = () => {
      const item = listedItem(upload)
      const { url, error } = item ?? {}
      if (item?.state === 'done' && url !== undefined) settle(() => resolve(url))
      else if (item?.state === 'failed' && error) settle(() => reject(error))
      else if (!item || item.state === 'cancelled' || signal?.aborted) {
        settle(() => reject(new ModelRunnerError({ kind: 'aborted', message: 'The upload was cancelled.' })))
      }
    }
    const unsubscribe = queue.store.subscribe(look)
    signal?.addEventListener('abort', look)
    look()
  })
}
