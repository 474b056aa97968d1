import { callApp } from './call-app.js'
import { DEFAULT_HOSTS } from '../protocol/hosts.js'
import { createEnvironment } from './environment.js'
import type { ClientConfig, ClientOptions } from './config.js'
import type { ClientEvent } from './client-event.js'
import type { ModelRunnerError } from './errors/model-runner-error.js'
import type { Client, ModelRunnerClient } from './client.js'
import { prepareRun } from './runs/lazy-run.js'
import { createRuns } from './runs/run-registry.js'
import { createTransport, loadErrorReader } from './transport/create-transport.js'
import { warnOnce } from './errors/warn-once.js'

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

/** All of them by its type: a new option does not compile before it stands here. */
const KNOWN: Record<keyof ClientOptions, true> = {
  proxyUrl: true,
  headers: true,
  credentials: true,
  fetch: true,
  hosts: true,
  live: true,
  retry: true,
  userKey: true,
  storage: true,
  onError: true,
  clock: true,
  environment: true,
}

const LIVE = ['auto', 'stream', 'poll', 'off']

const SEE = 'See docs/getting-started.md'

/** Tells the developer of options that cannot work, once each. For development: it is not in a production bundle. */
function checkOptions(options: ClientOptions): void {
  const { proxyUrl, live = 'auto', hosts = {}, retry = {} } = options
  if (typeof proxyUrl !== 'string' || !proxyUrl.trim()) {
    warnOnce(
      `proxyUrl is ${shown(proxyUrl)}, so that every call would go to the page itself. Give the route of your proxy handler: proxyUrl="/api/modelrunner/proxy". ${SEE}`,
    )
  }
  if (!LIVE.includes(live)) {
    warnOnce(
      `live is ${shown(live)}, which is none of ${LIVE.map(shown).join(', ')}; 'auto' is the default. ${SEE}`,
    )
  }
  for (const [name, url] of Object.entries(hosts)) {
    if (url !== undefined && !/^https?:\/\/[^/]/.test(url)) {
      warnOnce(
        `hosts.${name} is ${shown(url)}, which is no base URL: give one with its scheme, as "https://queue.modelrunner.run". ${SEE}`,
      )
    }
  }
  for (const [name, value] of Object.entries(retry)) {
    if (value !== undefined && !(value >= (name === 'attempts' ? 1 : 0))) {
      warnOnce(
        `retry.${name} is ${shown(value)}: attempts are tries in all, 1 or more; baseMs and maxMs are milliseconds. ${SEE}`,
      )
    }
  }
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(KNOWN, name)) {
      warnOnce(
        `${name} is no option of ModelRunnerProvider, and does nothing. There are ${Object.keys(KNOWN).join(', ')}. ${SEE}`,
      )
    }
  }
}

const shown = (value: unknown) => (value === undefined ? 'missing' : JSON.stringify(value))
