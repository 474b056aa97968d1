import type { ClientOptions, ClientConfig } from './config.js'
import type { ModelRunnerError } from './errors/model-runner-error.js'
import type { Transport } from './transport/transport.js'
import type { ClientEvent } from './client-event.js'
import type { ClientInspection } from './inspect.js'
import type { Progress } from './upload-updates.js'
import type { Runs } from './runs/run.js'
import type { Lifecycle } from './transport/lifecycle.js'

interface UploadFilesOptions {
  signal: AbortSignal
  lifecycle?: Lifecycle
  onProgress(progress: Progress): void
}

/** Everything that works without React, for one proxy and one user. Made by `createModelRunnerClient`. */
export interface ModelRunnerClient {
  /** The options with every default filled in. `config.scope` names this proxy and user in query keys. */
  readonly config: ClientConfig
  /** Runs for code without React: from a submit to its outcome. */
  readonly runs: Runs
  /**
   * A `fetch` that sends calls to the configured hosts through the proxy, for SDKs that take one. Streams pass; no key leaves the
   * browser. Rejects for any other host.
   *
   * @example
   * new OpenAI({ baseURL: 'https://queue.modelrunner.run/owner/alias', apiKey: 'unused', fetch: client.fetch, dangerouslyAllowBrowser: true })
   */
  fetch(this: void, input: RequestInfo | URL, init?: RequestInit): Promise<Response>
  /** Uploads every File and Blob in an input and gives the input back with their URLs. The engine is loaded when first needed. */
  uploadFiles(input: unknown, options: UploadFilesOptions): Promise<unknown>
  /**
   * Calls back with each error that the provider's `onError` gets. Returns the function that ends it.
   *
   * @example
   * client.onReport((error) => Sentry.captureException(error))
   */
  onReport(listener: (error: ModelRunnerError) => void): () => void
  /**
   * Forgets everything that is stored or cached for this `userKey` in this browser: records of runs and uploads, drafts,
   * conversations, queries, and the runs and conversations that are shown. For logging out.
   *
   * @example
   * await client.clear()
   */
  clear(): Promise<void>
  /**
   * Reports each call, PUT, list of uploads, request and change of the connection as it happens, for tools: logging, tracing, Devtools. Nothing is recorded for a
   * listener that comes later. The objects are the client's own: read them, change nothing. Returns the function that ends it.
   *
   * @example
   * client.observe((event) => event.type === 'call' && event.error && log(event.call.path, event.error.message))
   */
  observe(listener: (event: ClientEvent) => void): () => void
  /** What is stored in this browser for this `userKey`, and which tab holds the event stream. Changes nothing. */
  inspect(): Promise<ClientInspection>
  /** Closes the stream and all timers; what is watched again afterwards opens them again. */
  close(): void
}

/** The client as the package itself uses it: what apps get is `ModelRunnerClient`. */
export interface Client extends ModelRunnerClient {
  readonly transport: Transport
  /** The one instance of a further room of this client (live requests, uploads, runs, …), made when first asked for. */
  use<T>(create: (client: Client) => T): T
  /** Tells `onError`, once per error object. */
  report(error: ModelRunnerError): void
  /** Takes over options that may change without a new client: headers, credentials, fetch, onError. */
  update(options: ClientOptions): void
  /** Fetches what seldom runs need (errors in full, polling, the search for a lost submit), so that it is there before the network fails. */
  prepare(): void
  /** Called by `close`, each time. */
  onClose(listener: () => void): void
  /** Called when all is to be forgotten. */
  onClear(listener: () => void): () => void
}
