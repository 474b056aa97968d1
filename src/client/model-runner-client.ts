import type { ClientConfig, ClientOptions } from './config.js'
import type { ClientEvent } from './client-event.js'
import type { ClientInspection } from './inspect.js'
import type { Lifecycle } from './transport/lifecycle-header.js'
import type { Progress } from './progress.js'
import type { ModelRunnerError } from './errors/model-runner-error.js'
import type { Runs } from './runs/runs.js'
import type { LiveRequests } from './store/live-requests.js'
import type { Tracker } from './stream/tracker.js'
import type { Transport } from './transport/transport.js'

export interface UploadFilesOptions {
  signal: AbortSignal
  lifecycle?: Lifecycle
  onProgress(progress: Progress): void
}

/** Everything that works without React, for one proxy and one user. Made by `createModelRunnerClient`. */
export interface ModelRunnerClient {
  readonly config: ClientConfig
  readonly transport: Transport
  /** Live state of requests: the one home of it. */
  readonly requests: LiveRequests
  /** Runs for code without React: from a submit to its outcome. */
  readonly runs: Runs
  /** Watches requests over the stream or by polling. */
  readonly tracker: Tracker
  /** The one instance of a further room of this client (uploads, runs, …), made when first asked for. */
  use<T>(create: (client: ModelRunnerClient) => T): T
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
  /** Tells `onError`, once per error object. */
  report(error: ModelRunnerError): void
  /** Every error that `onError` gets, for what must act on one kind (a 402 makes the balance out of date). */
  onReport(listener: (error: ModelRunnerError) => void): () => void
  /** Takes over options that may change without a new client: headers, credentials, fetch, onError. */
  update(options: ClientOptions): void
  /** Fetches what seldom runs need (errors in full, polling, the search for a lost submit), so that it is there before the network fails. */
  prepare(): void
  /**
   * Forgets everything that is stored or cached for this `userKey` in this browser: records of runs and uploads, drafts,
   * conversations, queries, and the runs and conversations that are shown. For logging out.
   *
   * @example
   * await client.clear()
   */
  clear(): Promise<void>
  /** Called when all is to be forgotten. */
  onClear(listener: () => void): () => void
  /**
   * Reports each call, PUT and list of uploads as it happens, for tools: logging, tracing, Devtools. Nothing is recorded for a
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
