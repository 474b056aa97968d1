import type { Time } from '../environment.js'
import { retryAfterMs } from '../errors/retry-after.js'

/** A connection over which nothing moved for so long is dead, ms. */
export const STALL_MS = 30_000

/** An answer is waited for as long as the sending took, but no longer than the URL lives, ms. */
const MAX_ANSWER_WAIT_MS = 5 * 60_000

/** Enough of an answer to see what the storage minds, characters. */
const MAX_KEPT_BODY = 2_000

interface PutRequest {
  url: string
  /** A slice is streamed from disk by the browser: it never becomes part of the JS heap. */
  body: Blob
  /** Without `Content-Type` here, none is sent: parts are signed without one. */
  headers?: Record<string, string>
  /** Bytes that have left so far. */
  onProgress?: (sent: number) => void
  signal: AbortSignal
  clock: Time
}

export interface PutAnswer {
  header(name: string): string | null
  text: string
}

export type Put = (request: PutRequest) => Promise<PutAnswer>

/**
 * One PUT by XMLHttpRequest, the only thing in a browser that tells bytes as they leave. No cookies, no `Authorization`.
 * Rejects with a PutFailure, or with the signal's reason when aborted.
 */
export const put: Put = ({ url, body, headers = {}, onProgress, signal, clock }) =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const xhr = new XMLHttpRequest()
    const startedAt = clock.now()
    let sent = 0
    let stopWaiting = () => {}

    function expectNews(within: number): void {
      stopWaiting()
      stopWaiting = clock.after(within, () => {
        settle(() => reject(new PutFailure('stall', { sent })))
        xhr.abort()
      })
    }
    function moved(now: number): void {
      // An event that brings no new byte is no sign of life.
      if (now <= sent) return
      sent = now
      onProgress?.(sent)
      expectNews(STALL_MS)
    }
    let isSettled = false
    function settle(conclude: () => void): void {
      if (isSettled) return
      isSettled = true
      stopWaiting()
      signal.removeEventListener('abort', onAbort)
      conclude()
    }
    function onAbort(): void {
      settle(() => reject(signal.reason))
      xhr.abort()
    }

    xhr.upload.onprogress = (event) => {
      if (!isSettled) moved(Math.min(event.loaded, body.size))
    }
    xhr.upload.onload = () => {
      if (isSettled) return
      moved(body.size)
      // What has left may still lie in buffers on the way: a slow line gets its time to deliver them.
      expectNews(Math.min(Math.max(STALL_MS, clock.now() - startedAt), MAX_ANSWER_WAIT_MS))
    }
    xhr.onerror = () => settle(() => reject(new PutFailure('network', { sent })))
    xhr.onload = () =>
      settle(() => {
        const { status } = xhr
        if (status >= 200 && status < 300) {
          return resolve({ header: (name) => headerOf(xhr, name), text: xhr.responseText })
        }
        const wait = retryAfterMs(headerOf(xhr, 'retry-after'), clock.now())
        const text = xhr.responseText.slice(0, MAX_KEPT_BODY)
        reject(new PutFailure('status', { status, sent, retryAfterMs: wait, body: text }))
      })

    try {
      xhr.open('PUT', url)
      for (const [name, value] of Object.entries(headers)) xhr.setRequestHeader(name, value)
      signal.addEventListener('abort', onAbort)
      expectNews(STALL_MS)
      xhr.send(body)
    } catch (cause) {
      settle(() => reject(cause))
    }
  })

/** Out of the whole list: asking for one header that CORS hides writes an error to the console. */
function headerOf(xhr: XMLHttpRequest, name: string): string | null {
  const line = xhr
    .getAllResponseHeaders()
    .split('\r\n')
    .find((entry) => entry.toLowerCase().startsWith(`${name.toLowerCase()}:`))
  return line ? line.slice(name.length + 1).trim() : null
}

/**
 * Why one PUT did not succeed:
 * `network` no answer (refused, reset, CORS) · `stall` nothing moved for too long · `status` an answer outside 2xx ·
 * `etag` the answer's ETag cannot be read.
 */
type PutFailureReason = 'network' | 'stall' | 'status' | 'etag'

/** One PUT that failed. Internal: what leaves the room is a ModelRunnerError. */
export class PutFailure extends Error {
  override readonly name = 'PutFailure'
  readonly reason: PutFailureReason
  /** HTTP status; 0 without an answer. */
  readonly status: number
  /** Bytes that had left before it failed. */
  readonly sent: number
  readonly retryAfterMs?: number
  /** Beginning of the answer's body: the storage's XML says what it minds. */
  readonly body?: string

  constructor(
    reason: PutFailureReason,
    facts: { status?: number; sent?: number; retryAfterMs?: number; body?: string } = {},
  ) {
    super(`PUT failed: ${reason}`)
    this.reason = reason
    this.status = facts.status ?? 0
    this.sent = facts.sent ?? 0
    this.retryAfterMs = facts.retryAfterMs
    this.body = facts.body
  }

  get isRetryable(): boolean {
    switch (this.reason) {
      case 'network':
      case 'stall':
        return true
      case 'status':
        return this.status >= 500 || this.status === 429 || this.status === 408 || this.#isTooSlow
      case 'etag':
        return false
      default:
        return this.reason satisfies never
    }
  }

  /** S3 answers 400 where the bytes came too slowly or the connection stood still. */
  get #isTooSlow(): boolean {
    return this.status === 400 && /<Code>RequestTimeout</.test(this.body ?? '')
  }
}
