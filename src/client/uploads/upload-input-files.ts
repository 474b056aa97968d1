import type { ModelRunnerClient } from '../model-runner-client.js'
import type { Progress } from '../progress.js'
import type { Lifecycle } from '../transport/lifecycle-header.js'
import { createUploadNews } from '../upload-news.js'
import { createUploadEngine, type ListedUpload } from './create-upload-engine.js'
import { inputFiles, withUrls } from './input-files.js'
import { listedItem, whenListedIsUp } from './listed-upload.js'
import { createRememberedUrls } from './remembered-urls.js'
import { totalProgress } from './total-progress.js'

export interface UploadInputOptions {
  signal?: AbortSignal
  lifecycle?: Lifecycle
  onProgress?: (progress: Progress) => void
}

/**
 * Uploads every File and Blob in an input, however deep, and resolves with the input that holds URLs in their places.
 * Each distinct file goes up once; order stays. A file that is on its way in a list people see (a file field's) is
 * waited for, not sent again: paused, it goes on; failed, it is tried again. When one fails the others are finished
 * and remembered, so that the next call sends only what is missing.
 */
export async function uploadInputFiles(
  client: ModelRunnerClient,
  input: unknown,
  { signal, lifecycle, onProgress }: UploadInputOptions = {},
): Promise<unknown> {
  const remembered = client.use(createRememberedUrls)
  const engine = client.use(createUploadEngine)
  const queue = engine.queue({ lifecycle }, client.use(createUploadNews).tell)
  const urls = new Map<Blob, string>()
  const listed = new Map<Blob, ListedUpload>()
  const unlisted: Blob[] = []
  for (const file of inputFiles(input)) {
    const url = remembered.find(file, lifecycle)
    const found = engine.find(file, lifecycle)
    if (url !== undefined) urls.set(file, url)
    else if (found) listed.set(file, found)
    else unlisted.push(file)
  }

  function tellProgress() {
    const own = queue.store.getState()
    const items = [...listed.values()].flatMap((upload) => listedItem(upload) ?? [])
    const speeds = [own, ...items].map(({ progress }) => progress.bytesPerSecond)
    const total = totalProgress(
      [...own.uploads, ...items],
      speeds.reduce((sum, speed) => sum + speed, 0),
    )
    onProgress?.(total)
  }
  const stores = new Set([queue, ...[...listed.values()].map((upload) => upload.queue)])
  const unsubscribe = [...stores].map(({ store }) => store.subscribe(tellProgress))
  // What a list shows is the list's: only the waiting for it ends.
  const onAbort = () => queue.cancel()
  signal?.addEventListener('abort', onAbort)
  try {
    const uploads = queue.upload(unlisted, {
      onUploaded({ url }, { file }) {
        urls.set(file, url)
      },
    })
    if (signal?.aborted) onAbort()
    const joined = [...listed].map(async ([file, upload]) => {
      urls.set(file, await whenListedIsUp(upload, signal))
    })
    await Promise.all([uploads, ...joined]).catch(async (cause: unknown) => {
      await queue.idle()
      throw cause
    })
  } finally {
    for (const stop of unsubscribe) stop()
    signal?.removeEventListener('abort', onAbort)
  }
  return withUrls(input, (file) => urls.get(file) ?? '')
}
