import type { FileItem } from '../protocol/file-item.js'
import type { Hosts } from '../protocol/hosts.js'
import type { RequestItem } from '../protocol/request-item.js'
import type { EmulatedModel } from './catalog/emulated-model.js'
import type { Clock } from './clock.js'
import type { Billed, LogEntry, ReceivedUpload, StreamCounts } from './inspection.js'
import type { EmulatorSettings } from './settings.js'

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
 * really produces pictures, sound, video and text. Nothing leaves the machine.
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
}
