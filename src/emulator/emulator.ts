import type { FileItem } from '../protocol/file-item.js'
import type { Hosts } from '../protocol/hosts.js'
import type { RequestItem } from '../protocol/request-item.js'
import type { EmulatedModel } from './catalog/emulated-model.js'
import type { Clock } from '../protocol/clock.js'
import type { RouteName, Fault } from './faults/fault.js'

export interface EmulatorOptions {
  /** Everything random comes from it: the same seed and the same calls give the same ids, pictures and faults. @default 1 */
  seed?: number | string
  /** @default the machine's clock */
  clock?: Clock
  /** Wait before every answer, ms. @default 0 */
  latencyMs?: number
  /** USD. @default "100.00000000" */
  balance?: string | number
  /** Models beside the built-in ones; one with the same id replaces it. */
  models?: readonly EmulatedModel[]
  /** Origin (and path) under which the emulator is reached, for the URLs in its answers. @default http://127.0.0.1:4000, or where it listens */
  publicUrl?: string
  /** Sends the webhooks. @default globalThis.fetch, read at each delivery */
  fetch?: typeof globalThis.fetch
}

/** A listening emulator. */
export interface ListeningEmulator {
  /** e.g. http://127.0.0.1:4000 */
  url: string
  hosts: Hosts
  /** Ends every connection and frees the port. */
  close(): Promise<void>
}

/**
 * The platform on your machine: requests, event stream, uploads, files, catalog, prices. It answers as the platform does and
 * really produces pictures, sound, video and text. Nothing leaves the machine but the webhooks that a submit asks for.
 */
export interface Emulator {
  /**
   * Answers a request to one of `hosts`, or to the platform's real hosts. Rejects with a TypeError, as `fetch` does,
   * where a fault cuts the connection.
   */
  fetch(request: Request): Promise<Response>
  /** Listens on real sockets (Node). Port 0, the default, takes a free one. In a browser it rejects. */
  listen(options?: { port?: number; hostname?: string }): Promise<ListeningEmulator>
  /** Changes settings and faults; only what is named changes. */
  set(settings: Partial<EmulatorSettings>): void
  /** Back to the start: data, balance, settings, log, random. Open streams are closed; it goes on listening. */
  reset(): void
  /** Stops all timers and streams. The emulator is of no use afterwards. */
  dispose(): void
  /** Base URLs: /queue, /rest and /media under one origin. */
  readonly hosts: Hosts
  /** Every call that came, oldest first. */
  readonly log: readonly LogEntry[]
  /** How often each fault really happened, by name. */
  faultCounts(): Record<string, number>
  /** All requests with their billing, oldest first. */
  requests(): RequestItem[]
  billed(): Billed
  /** Decimal string, USD. */
  balance(): string
  streams(): StreamCounts
  uploads(): ReceivedUpload[]
  /** The files of the library, newest first. */
  files(): FileItem[]
  /** Fills the library with n files of many kinds, made up from the seed. */
  seedFiles(n: number): FileItem[]
  /** Fills the history with n finished requests, made up from the seed. They are not billed. */
  seedRequests(n: number): RequestItem[]
  /** Webhook deliveries, oldest first: what was sent where, how it was answered, when the next attempt is. */
  deliveries(): WebhookDeliveryRecord[]
}

/** A webhook delivery, as `GET /webhooks/deliveries` lists it. */
export interface WebhookDeliveryRecord {
  /** `webhook-id`: the same for every attempt. */
  id: string
  requestId: string
  url: string
  event: 'completed' | 'start'
  /** `pending`: an attempt is to come. `failed`: all were made, or the app answered 410. */
  status: 'pending' | 'delivering' | 'delivered' | 'failed'
  /** How many were made. */
  attempts: number
  lastResponseStatus?: number
  lastError?: string
  createdAt: string
  /** Absent where none is to come. */
  nextAttemptAt?: string
  /** Each attempt: when (ms of the emulator's clock), and the answer's status, or why there was none. */
  history: { at: number; status?: number; error?: string }[]
}

/** One call that reached the emulator. */
export interface LogEntry {
  /** ms of the emulator's clock. */
  at: number
  method: string
  route: RouteName
  /** Path and query, without the host. */
  path: string
  /** What was answered; absent where the connection was cut. */
  status?: number
  /** The endpoint, where the route has one. */
  endpoint?: string
  /** The request the call was about or made. */
  requestId?: string
  /** The part a PUT carried. */
  partNumber?: number
  /** Name of the fault that was applied. */
  fault?: string
}

/** What has been charged. */
export interface Billed {
  /** Requests that were charged (or charged in part). */
  count: number
  /** Decimal string, USD. */
  total: string
}

export interface StreamCounts {
  /** Connections open at this moment. */
  open: number
  /** Connections opened since the start or the last reset. */
  opened: number
}

/** A file that storage received. */
export interface ReceivedUpload {
  /** The public URL. */
  url: string
  storageKey: string
  contentType: string
  /** Bytes. */
  size: number
  /** Hex, of all bytes in order. */
  sha256: string
  kind: 'single' | 'relay' | 'multipart'
  state: 'open' | 'complete'
  /** Numbers of the parts in the order in which they were received, repeats included; empty for a single PUT. */
  partsReceived: number[]
}

/** What `emulator.set` changes. A call changes only what it names. */
export interface EmulatorSettings {
  /** Replaces the list of faults. */
  faults: Fault[]
  /** Wait before every answer, ms. */
  latencyMs: number
  /** The account's balance, USD. */
  balance: string | number
  /** The API keys that are known; null: any non-empty key is. */
  keys: readonly string[] | null
  /** Time in the queue for every model, ms; null: each model's own. */
  queueMs: number | null
  /** Time at work for every model, ms; null: each model's own. */
  runMs: number | null
  /** ms to a language model's first token, for every model; null: each model's own. */
  firstTokenMs: number | null
  /** ms between two tokens of a language model, for every model; null: each model's own. */
  tokenMs: number | null
  /** How long `test/slow` works, ms. */
  slowMs: number
  /**
   * Whether the settling of a bill is an event of its own. `none`: it is not a status transition, so no update tells of it.
   * `event`: COMPLETED goes out with billing `pending` first, a second update tells how it was settled.
   */
  billingUpdate: 'none' | 'event'
  /** How long a finished request rests on billing `pending`, ms; null: 0 with `billingUpdate: 'none'` (one event carries all), else 400. */
  billingDelayMs: number | null
  /** `Retry-After` of the answers with 429; null: none, as the platform does. */
  retryAfter: string | null
  /** What the result URL answers while the request is not finished. */
  unfinishedStatus: 409 | 400
  /** Whether storage lets a browser read the ETag of a part. */
  exposeEtag: boolean
  /** Whether a webhook may lead to a loopback address, over http too; the platform takes public https hosts alone. */
  allowLoopbackWebhooks: boolean
  /** Whether the initiate answer offers a relay. Only where the call asks for it. */
  relay: boolean
}

export const DEFAULT_SETTINGS: Omit<EmulatorSettings, 'balance' | 'latencyMs'> = {
  faults: [],
  keys: null,
  queueMs: null,
  runMs: null,
  firstTokenMs: null,
  tokenMs: null,
  slowMs: 30_000,
  billingUpdate: 'none',
  billingDelayMs: null,
  retryAfter: null,
  unfinishedStatus: 409,
  exposeEtag: true,
  relay: true,
  allowLoopbackWebhooks: false,
}
