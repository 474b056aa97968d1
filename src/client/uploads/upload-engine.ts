import { ModelRunnerError } from '../errors/model-runner-error.js'
import type { Client } from '../client.js'
import { createFileUrls } from './file-urls.js'
import type { UploadedFile } from './upload-item.js'
import type { InterruptedUpload, UploadQueue } from './upload-list.js'
import type { UploadOptions } from './upload-options.js'
import { createUploadQueue, type QueueEnv } from './upload-queue.js'
import type { Put } from './put.js'
import type { UploadEdges, UploadRunner } from './upload-runner.js'

/** The uploads of one client: connections and records are shared, lists are not. */
export interface UploadEngine {
  /** A list of its own, for the input of a submit. `onUploaded` is called for each of its files that is up. */
  queue(options?: UploadOptions, onUploaded?: (file: UploadedFile) => void): UploadQueue
  /** As `queue`, for a list that users see: the registry of URLs knows its files. `slot` is where it stands in the app. */
  list(options?: UploadOptions, onUploaded?: (file: UploadedFile) => void, slot?: string): UploadQueue
  /** Files of the list in a slot whose uploads a reload cut short. */
  interrupted(slot: string): Promise<InterruptedUpload[]>
  /** Forgets what is there of such a file. */
  forget(key: string): Promise<void>
  /** Fetches what moves the bytes, so that it is there before the network fails. */
  prepare(): void
}

/** Made once per client: `client.use(createUploadEngine)`. `put` and `probe` are the edges to the network, for tests. */
export function createUploadEngine(client: Client, put?: Put, probe?: UploadEdges['probe']): UploadEngine {
  const urls = client.use(createFileUrls)
  let lastId = 0
  let loading: Promise<UploadRunner> | undefined
  function runner(): Promise<UploadRunner> {
    loading ??= import('./upload-runner.js').then(
      ({ createUploadRunner }) => createUploadRunner(client, { put, probe }),
      (cause: unknown) => {
        // The next upload asks again.
        loading = undefined
        throw new ModelRunnerError({
          kind: 'network',
          message:
            'A file of the app that uploads need could not be loaded. Check the connection, then try again.',
          cause,
        })
      },
    )
    return loading
  }
  const env: QueueEnv = { client, urls, runner, nextId: () => `upload-${++lastId}` }
  return {
    queue: (options = {}, onUploaded = () => {}) => createUploadQueue(env, options, onUploaded),
    list(options = {}, onUploaded = () => {}, slot = undefined) {
      const onListed = (file: Blob, id: string, { lifecycle }: UploadOptions) =>
        urls.list(file, lifecycle, { queue, id })
      const queue = createUploadQueue(env, options, onUploaded, onListed, slot)
      return queue
    },
    interrupted: async (slot) => (await runner()).interrupted(slot),
    forget: async (key) => (await runner()).forget(key),
    prepare: () => void runner().catch(() => {}),
  }
}
