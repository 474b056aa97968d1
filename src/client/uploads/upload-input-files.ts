import type { Client } from '../client.js'
import { type Progress, createUploadUpdates } from '../upload-updates.js'
import type { Lifecycle } from '../transport/lifecycle.js'
import { createFileUrls, type ListedUpload } from './file-urls.js'
import { ModelRunnerError } from '../errors/model-runner-error.js'
import { createUploadEngine } from './upload-engine.js'
import { totalProgress } from './upload-progress.js'
import { isBlob } from '../is-blob.js'

export interface UploadInputOptions {
  signal?: AbortSignal
  lifecycle?: Lifecycle
  onProgress?: (progress: Progress) => void
}

/**
 * Uploads every File and Blob in an input, however deep, and resolves with the input that holds URLs in their places.
 * Each distinct file goes up once; order stays. A file that is on its way in a list that users see (a file field's) is
 * waited for, not sent again: paused, it goes on; failed, it is tried again. When one fails the others are finished
 * and remembered, so that the next call sends only what is missing.
 */
export async function uploadInputFiles(
  client: Client,
  input: unknown,
  { signal, lifecycle, onProgress }: UploadInputOptions = {},
): Promise<unknown> {
  const known = client.use(createFileUrls)
  const engine = client.use(createUploadEngine)
  const queue = engine.queue({ lifecycle }, client.use(createUploadUpdates).emit)
  const urls = new Map<Blob, string>()
  const listed = new Map<Blob, ListedUpload>()
  const unlisted: Blob[] = []
  for (const file of inputFiles(input)) {
    const found = known.find(file, lifecycle)
    if (found?.state === 'up') urls.set(file, found.url)
    else if (found) listed.set(file, found)
    else unlisted.push(file)
  }

  function reportProgress() {
    const own = queue.store.getState()
    const items = [...listed.values()].flatMap(({ queue: { item }, id }) => item(id) ?? [])
    const speeds = [own, ...items].map(({ progress }) => progress.bytesPerSecond)
    const total = totalProgress(
      [...own.uploads, ...items],
      speeds.reduce((sum, speed) => sum + speed, 0),
    )
    onProgress?.(total)
  }
  const stores = new Set([queue, ...[...listed.values()].map((upload) => upload.queue)])
  const unsubscribe = [...stores].map(({ store }) => store.subscribe(reportProgress))
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

/** Every File and Blob in an input value, however deep, in reading order; each once. */
export function inputFiles(input: unknown): Blob[] {
  const found = new Set<Blob>()
  const seen = new Set<object>()
  function visit(value: unknown): void {
    if (isBlob(value)) return void found.add(value)
    if (typeof value !== 'object' || value === null || seen.has(value)) return
    seen.add(value)
    for (const entry of isList(value) ? Array.from(value) : Object.values(value)) visit(entry)
  }
  visit(input)
  return [...found]
}

/** The input with `urlOf(file)` in the place of each file. What holds no file stays the same object. */
export function withUrls(input: unknown, urlOf: (file: Blob) => string): unknown {
  if (isBlob(input)) return urlOf(input)
  if (!inputFiles(input).length) return input
  if (isList(input)) return Array.from(input, (entry) => withUrls(entry, urlOf))
  const entries = Object.entries(input as object)
  return Object.fromEntries(entries.map(([key, value]) => [key, withUrls(value, urlOf)]))
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || Object.prototype.toString.call(value) === '[object FileList]'
}

/**
 * Resolves with the URL of a file that a list uploads. One that was paused or has failed before is sent on. Rejects
 * when it fails now, is cancelled or taken out of the list, or when the waiting is aborted; the upload itself goes on then.
 */
function whenListedIsUp({ queue, id }: ListedUpload, signal?: AbortSignal): Promise<string> {
  queue.resume(id)
  if (queue.item(id)?.state === 'failed') queue.retry(id)
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      unsubscribe()
      signal?.removeEventListener('abort', check)
      act()
    }
    const check = () => {
      const item = queue.item(id)
      const { url, error } = item ?? {}
      if (item?.state === 'done' && url !== undefined) settle(() => resolve(url))
      else if (item?.state === 'failed' && error) settle(() => reject(error))
      else if (!item || item.state === 'cancelled' || signal?.aborted) {
        settle(() => reject(new ModelRunnerError({ kind: 'aborted', message: 'The upload was cancelled.' })))
      }
    }
    const unsubscribe = queue.store.subscribe(check)
    signal?.addEventListener('abort', check)
    check()
  })
}
