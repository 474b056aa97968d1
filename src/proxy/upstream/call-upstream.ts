import { HEADERS } from '../../protocol/headers.js'
import { Refusal } from '../refusal.js'
import type { HostBase } from '../routing/target.js'
import { CLIENT_CLOSED_STATUS, type Gate } from './gate.js'
import { redactResponse } from './redact.js'

/** How the platform is reached in one caller's name. */
export interface Upstream {
  fetch: typeof globalThis.fetch
  /** How long an answer may take to begin, ms. */
  timeoutMs: number
  hosts: readonly HostBase[]
  apiKey: string
  /** Bounds how many calls one user has under way. */
  gate?: Gate | undefined
}

export interface UpstreamCall {
  url: string
  method: string
  headers: Headers
  body?: Uint8Array<ArrayBuffer> | string | undefined
  /** Aborts the call, headers and body. It may be the signal of many calls: each lets go of it when its body is over. */
  signal?: AbortSignal | undefined
  /** @default the upstream's */
  timeoutMs?: number | undefined
}

/**
 * One call to the platform, up to its headers. Redirects are not followed: the key would travel along.
 * @throws Refusal 502 when it breaks or redirects, 504 when no headers come in time
 */
export async function callUpstream(upstream: Upstream, call: UpstreamCall): Promise<Response> {
  const leaveGate = await upstream.gate?.enter(call.signal)
  const timeoutMs = call.timeoutMs ?? upstream.timeoutMs
  const controller = new AbortController()
  let isTooLate = false
  const timer = setTimeout(() => {
    isTooLate = true
    controller.abort()
  }, timeoutMs)
  const leave = () => controller.abort()
  const letGo = () => call.signal?.removeEventListener('abort', leave)
  if (call.signal?.aborted) leave()
  call.signal?.addEventListener('abort', leave, { once: true })
  try {
    const answer = upstream.fetch(call.url, {
      method: call.method,
      headers: call.headers,
      body: call.body ?? null,
      redirect: 'manual',
      signal: controller.signal,
    })
    const response = await orAbort(answer, controller.signal)
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
      controller.abort()
      throw new Refusal(
        502,
        'The platform answered with a redirect, which the proxy does not follow. Check the hosts option.',
      )
    }
    return redactResponse(untilOver(response, letGo), [upstream.apiKey])
  } catch (error) {
    letGo()
    if (error instanceof Refusal) throw error
    if (call.signal?.aborted) throw new Refusal(CLIENT_CLOSED_STATUS, 'The browser left.')
    if (isTooLate) throw new Refusal(504, `The platform did not answer within ${timeoutMs} ms.`)
    throw new Refusal(502, `The platform could not be reached (${networkCode(error)}).`)
  } finally {
    clearTimeout(timer)
    leaveGate?.()
  }
}

/** The answer, or a rejection as soon as the signal aborts: a custom `fetch` may not heed its signal. */
function orAbort(answer: Promise<Response>, signal: AbortSignal): Promise<Response> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      reject(signal.reason as Error)
      // Nobody will read what still comes.
      answer
        .then(
          ({ body }) => body?.cancel(),
          () => undefined,
        )
        .catch(() => undefined)
    }
    if (signal.aborted) onAbort()
    signal.addEventListener('abort', onAbort, { once: true })
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}

/** The same answer; `onOver` is called once its body was read to the end, broke off or was cancelled. */
function untilOver(response: Response, onOver: () => void): Response {
  const { body, status, statusText, headers } = response
  if (!body) {
    onOver()
    return response
  }
  const reader: ReadableStreamDefaultReader<Uint8Array> = body.getReader()
  const watched = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read()
          if (!done) return controller.enqueue(value)
          onOver()
          controller.close()
        } catch (error) {
          onOver()
          controller.error(error)
        }
      },
      cancel(reason) {
        onOver()
        return reader.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(watched, { status, statusText, headers })
}

/** A code such as ECONNREFUSED; never an error's text, which may quote what was sent. */
function networkCode(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code : 'network error'
}

/** What is kept of an answer's headers: all else is the platform's edge talking to itself (cookies, hop-by-hop, policies). */
const KEPT = new Set(['content-type', 'content-disposition', 'retry-after', 'x-request-id'])
const isOurs = (name: string) => name.startsWith('x-modelrunner-')

/**
 * The headers of a call to the platform: those of the convention and the key, nothing else of the browser's. What
 * `Connection` names is meant for this hop alone (RFC 9110 §7.6.1).
 */
export function upstreamHeaders(request: Request, apiKey: string, hasBody: boolean, accept: string): Headers {
  const headers = new Headers({ accept, authorization: `Key ${apiKey}` })
  if (hasBody) headers.set('content-type', 'application/json')
  const listed = request.headers.get('connection')?.toLowerCase().split(',') ?? []
  const hop = new Set(listed.map((name) => name.trim()))
  for (const [name, value] of request.headers) {
    if (isOurs(name) && name !== HEADERS.targetUrl && !hop.has(name)) headers.set(name, value)
  }
  return headers
}

/** The headers of an answer to the browser. fetch has decoded the body: its length and encoding are no longer true. */
export function answerHeaders(upstream: Headers): Headers {
  const headers = new Headers()
  for (const [name, value] of upstream) {
    if (KEPT.has(name) || isOurs(name)) headers.set(name, value)
  }
  headers.set('cache-control', 'no-store')
  headers.set('x-content-type-options', 'nosniff')
  // A gateway's HTML error page must not become a page of the app's origin.
  headers.set('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
  return headers
}

/** Makes everything between here and the browser pass a stream on as it comes. */
export function setStreamHeaders(headers: Headers): void {
  headers.set('content-type', 'text/event-stream')
  headers.set('cache-control', 'no-store, no-transform')
  headers.set('x-accel-buffering', 'no')
}
