import type { Hosts } from '../protocol/hosts.js'
import type { Clock } from '../protocol/clock.js'
import type { Environment, Time } from './environment.js'
import type { ClientEvent } from './client-event.js'
import type { ModelRunnerError } from './errors/model-runner-error.js'

export interface RetryOptions {
  /** Tries in all. @default 3 */
  attempts: number
  /** Base of the exponential backoff, ms. @default 500 */
  baseMs: number
  /** Cap of one wait, ms. @default 30_000 */
  maxMs: number
}

/** How live state is had: stream with polling as fallback, one of them only, or neither. */
export type LiveMode = 'auto' | 'stream' | 'poll' | 'off'

export type HeadersOption = HeadersInit | (() => HeadersInit | Promise<HeadersInit>)

export interface ClientOptions {
  /** The app's own proxy, relative or absolute. */
  proxyUrl: string
  /** Sent to the proxy with each call, e.g. a CSRF token. A function is called for each call. */
  headers?: HeadersOption
  /** @default 'same-origin' */
  credentials?: RequestCredentials
  /** @default globalThis.fetch */
  fetch?: typeof fetch
  /** @default the platform's */
  hosts?: Partial<Hosts>
  /** @default 'auto' */
  live?: LiveMode
  retry?: Partial<RetryOptions>
  /** Separates what is shared or stored between two users on one browser. */
  userKey?: string
  /** Where resumable state is kept. @default window.localStorage where it is there */
  storage?: Storage | null
  /** Called once per error. */
  onError?: (error: ModelRunnerError) => void
  /** For tests: `createManualClock()` of `modelrunner-react/emulator` fits. @default systemClock */
  clock?: Clock
  /** Replaces parts of what is read of the browser (online, visibility, locks, other tabs), for tests and for hosts that are no browser. */
  environment?: Partial<Environment>
}

/** Options with every default filled in. */
export interface ClientConfig {
  readonly proxyUrl: string
  readonly hosts: Hosts
  readonly live: LiveMode
  readonly retry: RetryOptions
  readonly userKey: string
  readonly environment: Environment
  /** The environment's. */
  readonly storage: Storage | null
  /** The environment's. */
  readonly clock: Time
  /** Separates this proxy and this person in storage, locks and channels. */
  readonly scope: string
  /** Reports to those who called `client.observe`. */
  readonly emit?: (event: ClientEvent) => void
}
