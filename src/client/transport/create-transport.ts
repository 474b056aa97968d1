import { TARGET_URL_HEADER } from '../../protocol/headers.js'
import { misfits, type Shape } from '../../protocol/shape.js'
import type { CallEvent } from '../client-event.js'
import type { ClientConfig, ClientOptions } from '../config.js'
import { errorFromException } from '../errors/from-exception.js'
import { isErrorBody, kindOfStatus } from '../errors/error-status.js'
import { isModelRunnerError, ModelRunnerError } from '../errors/model-runner-error.js'
import { parseJson } from '../../shared/json.js'
import { warnOnce } from '../errors/warn-once.js'
import { backoff, wait } from '../../shared/retry.js'
import { childAbort, orAbort } from '../../shared/abort.js'
import type { Call, QueryValue, Transport } from './transport.js'

/** The platform answers a submit within seconds; an answer later than this is treated as lost, ms. */
const ANSWER_TIMEOUT_MS = 60_000

/** A `Retry-After` up to this is waited for within a call, ms. */
const LONGEST_WAIT_MS = 60_000

/** The part of the options that may change from call to call. */
export type RequestOptions = Pick<ClientOptions, 'headers' | 'credentials' | 'fetch'>

export function createTransport(config: ClientConfig, options: () => RequestOptions): Transport {
  const { clock, retry } = config

  async function send(call: Call, signal: AbortSignal, accept: string): Promise<Response> {
    const { headers: own, credentials = 'same-origin', fetch: custom } = options()
    const headers = new Headers(typeof own === 'function' ? await asked(own) : own)
    if (process.env.NODE_ENV !== 'production' && headers.has('authorization')) {
      warnOnce(
        'the authorization header of `headers` is not sent: proxies would hand it on to the platform instead of your key. Use a cookie or a header of your own, as x-session. See docs/proxy.md',
      )
    }
    // The official proxies hand a client's authorization on in place of the key.
    headers.delete('authorization')
    for (const [name, value] of Object.entries(call.headers ?? {}))
      if (value !== undefined) headers.set(name, value)
    headers.set(TARGET_URL_HEADER, targetUrl(config.hosts[call.host], call.path, call.query))
    headers.set('accept', accept)
    const { method = 'GET' } = call
    // Official proxies always read the body of such a method, and fail where there is none.
    const body = method === 'GET' ? undefined : JSON.stringify(call.body ?? {})
    if (body !== undefined) headers.set('content-type', 'application/json')
    signal.throwIfAborted()
    call.onSend?.()
    return (custom ?? globalThis.fetch)(config.proxyUrl, {
      method,
      headers,
      body,
      credentials,
      signal,
      cache: 'no-store',
    })
  }

  async function once(call: Call): Promise<unknown> {
    const report = reporter(config, call)
    const abort = childAbort(call.signal)
    let timedOut = false
    const stop = clock.after(call.timeoutMs ?? ANSWER_TIMEOUT_MS, () => {
      timedOut = true
      abort.abort()
    })
    try {
      const response = await orAbort(send(call, abort.signal, 'application/json'), abort.signal)
      const text = await orAbort(response.text(), abort.signal)
      const answer = await decode(call, response, text, clock.now())
      report({ status: response.status, answer })
      return answer
    } catch (cause) {
      const error = errorFromException(cause, { ...call, aborted: call.signal?.aborted, timedOut })
      report({ error })
      throw error
    } finally {
      stop()
      abort.abort()
    }
  }

  return {
    async call<T>(call: Call): Promise<T> {
      const mayRepeat = call.retry ?? (call.method ?? 'GET') === 'GET'
      for (let tries = 1; ; tries++) {
        try {
          // The shape was checked, or the caller asked for the body as it is.
          return (await once(call)) as T
        } catch (error) {
          const failed = error as ModelRunnerError
          const again =
            mayRepeat &&
            tries < retry.attempts &&
            failed.retryable &&
            failed.kind !== 'conflict' &&
            // Longer than that nobody waits unawares: the error says when.
            (failed.retryAfterMs ?? 0) <= Math.max(retry.maxMs, LONGEST_WAIT_MS)
          if (!again) throw failed
          await wait(failed.retryAfterMs ?? backoff(tries, retry, clock.random()), clock, call.signal)
          if (call.signal?.aborted) throw errorFromException(call.signal.reason, { ...call, aborted: true })
        }
      }
    },

    async open(call) {
      const report = reporter(config, call)
      let response: Response
      try {
        response = await send(call, call.signal, 'text/event-stream')
        const type = response.headers.get('content-type') ?? ''
        if (response.ok && response.body && !/json|html/.test(type)) {
          report({ status: response.status })
          return response
        }
        const text = await response.text()
        throw await explain(call, response, text, clock.now())
      } catch (cause) {
        const error = errorFromException(cause, { ...call, aborted: call.signal.aborted })
        report({ error })
        throw error
      }
    },
  }
}

/** Reports that a call leaves, and gives the function that reports its end. */
function reporter({ emit, clock }: ClientConfig, call: CallEvent['call']) {
  const at = clock.now()
  const report = (end?: Pick<CallEvent, 'status' | 'answer' | 'error'>) =>
    emit?.({ type: 'call', at, call, ...end })
  report()
  return report
}

/** What the app's `headers` function gives. Its failure is no failure of the network, and nothing was sent. */
async function asked(headers: () => HeadersInit | Promise<HeadersInit>): Promise<HeadersInit> {
  try {
    return await headers()
  } catch (cause) {
    if (isModelRunnerError(cause)) throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new ModelRunnerError({
      kind: 'proxy',
      message: `The headers option of ModelRunnerProvider failed: ${reason}. Nothing was sent. See docs/errors/proxy.md`,
      retryable: true,
      cause,
    })
  }
}

async function decode(call: Call, response: Response, text: string, now: number): Promise<unknown> {
  const { shape } = call
  const json = parseJson(text)
  const lacks = shape ? misfits(json, shape) : []
  const answers = (response.ok || call.alsoAnswers?.includes(response.status)) && !isErrorBody(json)
  if (answers && !lacks.length) return json
  const mended = answers && shape && (await mend(json, shape))
  if (mended) return mended
  throw await explain(call, response, text, now, lacks)
}

/** The answer without its odd fields, where that is enough to use it: what was paid for stays visible. */
async function mend(json: unknown, shape: Shape): Promise<unknown> {
  // Out of reach, the answer is refused.
  const reader = await loadErrorReader().catch(() => undefined)
  return reader?.usableOf([json], shape)[0]
}

/** Reading an error in all its dialects is a fifth of the whole and seldom needed: its chunk is fetched apart. */
export const loadErrorReader = () => import('../errors/from-response.js')

async function explain(
  { method = 'GET', path }: Pick<Call, 'method' | 'path'>,
  { status, headers, redirected, url }: Response,
  text: string,
  now: number,
  lacks?: string[],
): Promise<ModelRunnerError> {
  try {
    const { errorFromResponse } = await loadErrorReader()
    const redirectedTo = redirected ? url.split('?')[0] : undefined
    const json = parseJson(text)
    return errorFromResponse({ status, headers, text, json, method, path, redirectedTo, now, lacks })
  } catch {
    // The chunk is out of reach: the status alone must do.
    return new ModelRunnerError({
      kind: kindOfStatus(status),
      message: `${method} ${path}: HTTP ${status}`,
      status,
    })
  }
}

/** The real URL that the proxy is asked to call: the host's base, which may carry a path, then path and query. */
function targetUrl(base: string, path: string, query: Record<string, QueryValue> = {}): string {
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined) continue
    for (const entry of Array.isArray(value) ? value : [value]) search.append(key, String(entry))
  }
  const tail = search.toString()
  return base.replace(/\/+$/, '') + path + (tail && `?${tail}`)
}
