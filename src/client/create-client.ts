import { callApp } from './call-app.js'
import { DEFAULT_HOSTS } from '../protocol/hosts.js'
import { checkOptions } from './check-options.js'
import { createEnvironment } from './environment.js'
import type { ClientConfig, ClientOptions } from './config.js'
import type { ClientEvent } from './client-event.js'
import type { ModelRunnerError } from './errors/model-runner-error.js'
import type { Client, ModelRunnerClient } from './client.js'
import { prepareRun } from './runs/lazy-run.js'
import { createRuns } from './runs/runs.js'
import { createTransport, loadErrorReader } from './transport/create-transport.js'

/**
 * The package without React: transport, live state and all else for one proxy and one user.
 * `<ModelRunnerProvider>` makes one by itself; make your own for code outside React.
 *
 * @example
 * const client = createModelRunnerClient({ proxyUrl: '/api/modelrunner/proxy' })
 */
export const createModelRunnerClient: (options: ClientOptions) => ModelRunnerClient = createClient

export function createClient(initial: ClientOptions): Client {
  // Spelt out, not isDevelopment(), so that bundlers drop the check and its texts.
  if (process.env.NODE_ENV !== 'production') checkOptions(initial)
  let options = initial
  const observers = new Set<(event: ClientEvent) => void>()
  let connection: ClientEvent = { type: 'connection', state: { state: 'idle' } }
  const config: ClientConfig = {
    ...configOf(initial),
    emit(event) {
      if (event.type === 'connection') connection = event
      for (const observer of observers) observer(event)
    },
  }
  const transport = createTransport(config, () => options)
  const instances = new Map<unknown, unknown>()
  const reported = new WeakSet<ModelRunnerError>()
  const clearListeners = new Set<() => void>()
  const closeListeners = new Set<() => void>()
  const reportListeners = new Set<(error: ModelRunnerError) => void>()

  const client: Client = {
    config,
    transport,
    use<T>(create: (client: Client) => T): T {
      if (!instances.has(create)) instances.set(create, create(client))
      // Only `create` itself ever wrote under its key.
      return instances.get(create) as T
    },
    report(error) {
      if (reported.has(error)) return
      reported.add(error)
      for (const listener of reportListeners) listener(error)
      callApp(() => options.onError?.(error))
    },
    onReport(listener) {
      reportListeners.add(listener)
      return () => reportListeners.delete(listener)
    },
    update(next) {
      options = next
    },
    async fetch(input, init) {
      const { proxiedFetch } = await import('./transport/proxied-fetch.js')
      return proxiedFetch(config, options, input, init)
    },
    async uploadFiles(input, uploadOptions) {
      // Apps that send no files do not load the engine.
      const { uploadInputFiles } = await import('./uploads/upload-input-files.js')
      return uploadInputFiles(client, input, uploadOptions)
    },
    prepare() {
      // What cannot be fetched now is asked for again when it is needed.
      for (const load of [loadErrorReader, prepareRun]) load().catch(() => {})
    },
    close() {
      for (const listener of closeListeners) listener()
    },
    onClose(listener) {
      closeListeners.add(listener)
    },
    async clear() {
      // First, so that nothing under way stores itself again.
      for (const listener of clearListeners) listener()
      const { clearStored } = await import('./clear.js')
      await clearStored(config)
    },
    onClear(listener) {
      clearListeners.add(listener)
      return () => clearListeners.delete(listener)
    },
    observe(listener) {
      const observer = (event: ClientEvent) => callApp(() => listener(event))
      observer(connection)
      observers.add(observer)
      return () => observers.delete(observer)
    },
    async inspect() {
      const { inspectClient } = await import('./inspect.js')
      return inspectClient(config)
    },
    get runs() {
      return client.use(createRuns)
    },
  }
  return client
}

function configOf(options: ClientOptions): ClientConfig {
  const { proxyUrl, live = 'auto', userKey = '' } = options
  const environment = { ...createEnvironment(options.clock, options.storage), ...options.environment }
  const hosts = { ...DEFAULT_HOSTS, ...options.hosts }
  return {
    proxyUrl,
    hosts,
    live,
    userKey,
    environment,
    storage: environment.storage,
    clock: environment.clock,
    retry: { attempts: 3, baseMs: 500, maxMs: 30_000, ...options.retry },
    scope: JSON.stringify([proxyUrl, hosts.queue, userKey]),
  }
}
