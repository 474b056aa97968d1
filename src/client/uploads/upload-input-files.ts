import type { Lifecycle } from '../transport/lifecycle-header.js'
import type { ModelRunnerClient } from '../model-runner-client.js'
import { createUploadEngine, type ListedUpload } from './create-upload-engine.js'
import { inputFiles, withUrls } from './input-files.js'
import type { Progress } from '../progress.js'
import { listedItem, whenListedIsUp } from './listed-upload.js'
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
  const urls = client.use(createRememberedUrls)(lifecycle)
  const engine = client.use(createUploadEngine)
  const queue = engine.queue({ lifecycle })
  const files = inputFiles(input).filter((file) => !urls.has(file))
  const listed = new Map<Blob, ListedUpload>()
  for (const file of files) {
    const found = engine.find(file, lifecycle)
    if (found) listed.set(file, found)
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
    const unlisted = files.filter((file) => !listed.has(file))
    const uploads = queue.upload(unlisted, { onUploaded: ({ url }, { file }) => urls.set(file, url) })
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

/** URLs of files that went up for an input, by lifecycle; they live as long as the file object. */
function createRememberedUrls(): (lifecycle: Lifecycle | undefined) => WeakMap<Blob, string> {
  const byLifecycle = new Map<unknown, WeakMap<Blob, string>>()
  return (lifecycle) => {
    const urls = byLifecycle.get(lifecycle?.expiresIn) ?? new WeakMap<Blob, string>()
    byLifecycle.set(lifecycle?.expiresIn, urls)
    return urls
  }
}
