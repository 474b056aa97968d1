import type { Time } from '../environment.js'
import { retryAfterMs } from '../errors/retry-after.js'
import { type Line, MAX_OWN_SILENCE_MS, MAX_QUEUED_MS, STALL_MS } from './lines.js'

/** Enough of an answer to see what the storage refuses, characters. */
const MAX_KEPT_BODY = 2_000

export interface PutRequest {
  url: string
  /** A slice is streamed from disk by the browser: it never becomes part of the JS heap. */
  body: Blob
  /** Without `Content-Type` here, none is sent: parts are signed without one. */
  headers?: Record<string, string>
  /** Bytes that were handed over so far. */
  onProgress?: (sent: number) => void
  signal: AbortSignal
  clock: Time
  line: Line
  /** How often this body stood still before: each time more is waited for. */
  stalls: number
}

export interface PutAnswer {
  header(name: string): string | null
  text: string
}

export type Put = (request: PutRequest) => Promise<PutAnswer>

/**
 * One PUT by XMLHttpRequest, the only thing in a browser that reports bytes as they leave. No cookies, no `Authorization`.
 * Rejects with a PutFailure, or with the signal's reason when aborted.
 */
export const put: Put = ({ url, body, headers = {}, onProgress, signal, clock, line, stalls }) =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const xhr = new XMLHttpRequest()
    let sent = 0
    let movedAt = clock.monotonic()
    /** The most bytes that were handed over between two events. */
    let burst = 0
    let first: { sent: number; at: number } | undefined
    let stopWaiting = () => {}
    let isSettled = false

    function expectWithin(ms: number, onSilence: () => void): void {
      stopWaiting()
      stopWaiting = clock.after(ms, onSilence)
    }
    function stall(): void {
      settle(() => reject(new PutFailure('stall', { sent })))
      xhr.abort()
    }
    /** Browsers queue requests behind their connections per host: while others move, this one may only wait for its turn. */
    function onNothingSent(): void {
      const now = clock.monotonic()
      const others = now - line.movedAt()
      const own = now - movedAt
      const isWaiting = others < STALL_MS && own < (sent > 0 ? MAX_OWN_SILENCE_MS : MAX_QUEUED_MS)
      if (isWaiting) expectWithin(Math.max(STALL_MS - others, 1), onNothingSent)
      else stall()
    }
    function moved(now: number): void {
      // An event that brings no new byte is no sign of life.
      if (now <= sent) return
      burst = Math.max(burst, now - sent)
      sent = now
      movedAt = clock.monotonic()
      line.moved()
      onProgress?.(sent)
      // The first bytes only filled the buffers on the way: they say nothing about its speed.
      first ??= { sent, at: movedAt }
      const ownSpeed = movedAt > first.at ? (sent - first.sent) / (movedAt - first.at) : undefined
      expectWithin(line.silenceMs(burst, ownSpeed, stalls), onNothingSent)
    }
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
      expectWithin(line.answerMs(body.size, stalls), stall)
    }
    xhr.onerror = () => settle(() => reject(new PutFailure('network', { sent })))
    xhr.onload = () =>
      settle(() => {
        line.moved()
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
      expectWithin(STALL_MS, onNothingSent)
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
 * `etag` the answer's ETag cannot be read · `changed` the file can no longer be read as it was chosen ·
 * `origin` the storage is there, but its CORS rules refuse this page.
 */
export type PutFailureReason = 'network' | 'stall' | 'status' | 'etag' | 'changed' | 'origin'

interface PutFacts {
  status?: number
  sent?: number
  retryAfterMs?: number
  body?: string
  cause?: unknown
}

/** One PUT that failed. Internal: what callers get is a ModelRunnerError. */
export class PutFailure extends Error {
  override readonly name = 'PutFailure'
  readonly reason: PutFailureReason
  /** HTTP status; 0 without an answer. */
  readonly status: number
  /** Bytes that were handed over before it failed; they may never have arrived. */
  readonly sent: number
  readonly retryAfterMs?: number
  /** Beginning of the answer's body: the storage's XML names its reason. */
  readonly body?: string

  constructor(reason: PutFailureReason, facts: PutFacts = {}) {
    super(`PUT failed: ${reason}`, { cause: facts.cause })
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
      // As far as a browser can tell: a firewall that answers for the storage looks the same.
      case 'origin':
        return true
      case 'status':
        return this.status >= 500 || this.status === 429 || this.status === 408 || this.#isTooSlow
      case 'etag':
      case 'changed':
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

/** Whether a PUT ended without any answer. */
export function isUnanswered(cause: unknown): cause is PutFailure {
  return cause instanceof PutFailure && (cause.reason === 'network' || cause.reason === 'stall')
}
