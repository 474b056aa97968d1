import type { Hosts } from '../../protocol/hosts.js'
import type { Shape } from '../../protocol/shape.js'

export type QueryValue = string | number | boolean | readonly string[] | undefined

export interface Call {
  host: keyof Hosts
  /** Below the host's base, starting with a slash; segments already safe. */
  path: string
  /** @default 'GET' */
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Arrays become repeated keys; undefined is left out. */
  query?: Record<string, QueryValue>
  /** Sent as JSON. */
  body?: unknown
  /** Only `x-modelrunner-*` names reach the API through a proxy. */
  headers?: Record<string, string | undefined>
  /** What the answer must hold; without one the answer's body is handed on unchecked (204s). */
  shape?: Shape
  /** A status outside 2xx whose body is an answer all the same, if it fits the shape (FAILED on the status URL is HTTP 400). */
  alsoAnswers?: readonly number[]
  /** Whether trying again is safe. @default GET only */
  retry?: boolean
  /** ms until the answer must be complete. @default 60_000 */
  timeoutMs?: number
  signal?: AbortSignal
  /** Just before it leaves: what fails earlier (the headers function, an abort) did not reach anything. */
  onSend?(): void
}

export interface Transport {
  /** One call through the proxy: sent, retried where safe, decoded and checked. Rejects with a ModelRunnerError. */
  call<T>(call: Call): Promise<T>
  /** Opens a call that is answered by a stream; resolves with the raw answer once its headers are there, rejects with a ModelRunnerError. */
  open(
    call: Pick<Call, 'host' | 'path' | 'method' | 'body' | 'onSend'> & { signal: AbortSignal },
  ): Promise<Response>
}
