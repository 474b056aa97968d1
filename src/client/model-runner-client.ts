import type { ClientConfig } from './config.js'
import type { ClientEvent } from './client-event.js'
import type { ModelRunnerError } from './errors/model-runner-error.js'
import type { ClientInspection } from './inspect.js'
import type { Progress } from './progress.js'
import type { Runs } from './runs/run.js'
import type { Lifecycle } from './transport/lifecycle-header.js'

export interface UploadFilesOptions {
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
