import { Refusal } from '../refusal.js'
import { hideKey } from './hide-key.js'

export interface UpstreamCall {
  url: string
  method: string
  headers: Headers
  body?: Uint8Array<ArrayBuffer> | string | undefined
  /** Aborts the call, headers and body. */
  signal?: AbortSignal | undefined
}

export interface UpstreamSettings {
  fetch: typeof globalThis.fetch
  upstreamTimeoutMs: number
}

/** Never reaches a browser: it has left. The number is nginx's for the same thing. */
export const CLIENT_CLOSED_STATUS = 499

/**
 * One call to the platform, up to its headers. Redirects are not followed: the key would travel along.
 * @throws Refusal 502 when it breaks or redirects, 504 when no headers come in time
 */
export async function callUpstream(settings: UpstreamSettings, call: UpstreamCall): Promise<Response> {
  const controller = new AbortController()
  let isTooLate = false
  const timer = setTimeout(() => {
    isTooLate = true
    controller.abort()
  }, settings.upstreamTimeoutMs)
  const leave = () => controller.abort()
  if (call.signal?.aborted) leave()
  call.signal?.addEventListener('abort', leave, { once: true })
  try {
    const answer = settings.fetch(call.url, {
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
    return withoutKey(response, call.headers)
  } catch (error) {
    call.signal?.removeEventListener('abort', leave)
    if (error instanceof Refusal) throw error
    if (call.signal?.aborted) throw new Refusal(CLIENT_CLOSED_STATUS, 'The browser left.')
    if (isTooLate)
      throw new Refusal(504, `The platform did not answer within ${settings.upstreamTimeoutMs} ms.`)
    throw new Refusal(502, `The platform could not be reached (${networkCode(error)}).`)
  } finally {
    clearTimeout(timer)
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

function withoutKey(response: Response, sent: Headers): Response {
  const { body, status, statusText, headers } = response
  // An event stream's last bytes must not be held back; it is the platform's own and shows requests alone.
  if (!body || headers.get('content-type')?.startsWith('text/event-stream')) return response
  const apiKey = sent.get('authorization')?.replace(/^Key /, '') ?? ''
  return new Response(hideKey(body, apiKey), { status, statusText, headers })
}

/** A code such as ECONNREFUSED; never an error's text, which may quote what was sent. */
function networkCode(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined
  return typeof code === 'string' && /^[A-Z0-9_]{1,40}$/.test(code) ? code : 'network error'
}
