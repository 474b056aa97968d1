import type { Lifecycle } from '../transport/lifecycle-header.js'
import type { ModelRunnerClient } from '../model-runner-client.js'
import { createUploadEngine } from './create-upload-engine.js'
import { inputFiles, withUrls } from './input-files.js'
import type { Progress } from '../progress.js'

export interface UploadInputOptions {
  signal?: AbortSignal
  lifecycle?: Lifecycle
  onProgress?: (progress: Progress) => void
}

/**
 * Uploads every File and Blob in an input, however deep, and resolves with the input that holds URLs in their places.
 * Each distinct file goes up once; order stays. When one fails the others are finished and remembered, so that the
 * next call sends only what is missing.
 */
export async function uploadInputFiles(
  client: ModelRunnerClient,
  input: unknown,
  { signal, lifecycle, onProgress }: UploadInputOptions = {},
): Promise<unknown> {
  const urls = client.use(createRememberedUrls)(lifecycle)
  const queue = client.use(createUploadEngine).queue({ lifecycle })
  const unsubscribe = queue.store.subscribe(({ progress }) => onProgress?.(progress))
  const onAbort = () => queue.cancel()
  signal?.addEventListener('abort', onAbort)
  try {
    const files = inputFiles(input).filter((file) => !urls.has(file))
    const uploads = queue.upload(files, { onUploaded: ({ url }, { file }) => urls.set(file, url) })
    if (signal?.aborted) onAbort()
    await uploads.catch(async (cause: unknown) => {
      await queue.idle()
      throw cause
    })
  } finally {
    unsubscribe()
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
