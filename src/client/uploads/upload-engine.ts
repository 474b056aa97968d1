import type { ModelRunnerClient } from '../model-runner-client.js'
import type { Lifecycle } from '../transport/lifecycle-header.js'
import { createResumeRecords } from './create-resume-records.js'
import { type Put, put as putByXhr } from './put.js'
import { createSlots } from './slots.js'
import { createUploadQueue, type UploadQueue } from './upload-queue.js'
import type { UploadOptions } from './upload-options.js'
import { createRememberedUrls } from './remembered-urls.js'
import type { UploadState, UploadedFile, UploadItem } from './upload-item.js'
import type { UploadEnv } from './upload-run.js'
import { ModelRunnerError } from '../errors/model-runner-error.js'

/** Browsers open no more connections than this to one HTTP/1.1 host: what waits behind them would look stalled. */
const CONNECTIONS = 6

/** How long the relay is taken first once the storage could not be reached, ms. */
const UNREACHABLE_MS = 10 * 60_000

/** The uploads of one client: connections and records are shared, lists are not. */
interface UploadEngine {
  /** A list of its own, for a hook, a component or a submit. `onUploaded` is called for each of its files that is up. */
  queue(options?: UploadOptions, onUploaded?: (file: UploadedFile) => void): UploadQueue
  /** As `queue`, for a list that people see: `find` knows its files. */
  list(options?: UploadOptions, onUploaded?: (file: UploadedFile) => void): UploadQueue
  /** Where a file is on its way that is to live as long, so that nobody sends it a second time. */
  find(file: Blob, lifecycle: Lifecycle | undefined): ListedUpload | undefined
  /** A list is on show; returns the function that says that it is no more. */
  hold(queue: UploadQueue): () => void
  /** The list of a file that is on its way and that nobody shows any more: whoever shows the file again takes it up. */
  findLeft(file: Blob, lifecycle: Lifecycle | undefined): UploadQueue | undefined
}

const IS_OVER: readonly UploadState[] = ['done', 'cancelled']

export interface ListedUpload {
  readonly queue: UploadQueue
  readonly id: string
}

/** Made once per client: `client.use(createUploadEngine)`. `put` is the edge to the network, for tests. */
export function createUploadEngine(client: ModelRunnerClient, put: Put = putByXhr): UploadEngine {
  const { clock } = client.config
  let lastId = 0
  let unreachableAt = -Infinity
  const env: UploadEnv = {
    client,
    put,
    slots: createSlots(CONNECTIONS),
    records: createResumeRecords(client.config),
    remembered: client.use(createRememberedUrls),
    claims: new Set(),
    nextId: () => `upload-${++lastId}`,
    storage: {
      isUnreachable: () => clock.now() - unreachableAt < UNREACHABLE_MS,
      markUnreachable: () => (unreachableAt = clock.now()),
      markReached: () => (unreachableAt = -Infinity),
    },
  }
  const listed = new WeakMap<Blob, ListedUpload & { lifecycle: Lifecycle | undefined }>()
  const shown = new Map<UploadQueue, number>()
  const engine: UploadEngine = {
    queue: (options = {}, onUploaded = () => {}) => createUploadQueue(env, options, onUploaded),
    list(options = {}, onUploaded = () => {}) {
      const queue = createUploadQueue(env, options, onUploaded, (file, id, { lifecycle }) =>
        listed.set(file, { queue, id, lifecycle }),
      )
      return queue
    },
    find(file, lifecycle) {
      const found = listed.get(file)
      if (!found || found.lifecycle?.expiresIn !== lifecycle?.expiresIn) return undefined
      // One that was cancelled there is nobody's: whoever wants it sends it. One that is up may have run out since:
      // the remembered URLs know.
      const { uploads } = found.queue.store.getState()
      const isOnItsWay = uploads.some(({ id, state }) => id === found.id && !IS_OVER.includes(state))
      return isOnItsWay ? found : undefined
    },
    hold(queue) {
      shown.set(queue, (shown.get(queue) ?? 0) + 1)
      return () => {
        const left = (shown.get(queue) ?? 0) - 1
        if (left > 0) shown.set(queue, left)
        else shown.delete(queue)
      }
    },
    findLeft(file, lifecycle) {
      const queue = engine.find(file, lifecycle)?.queue
      return queue && !shown.has(queue) ? queue : undefined
    },
  }
  return engine
}

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
