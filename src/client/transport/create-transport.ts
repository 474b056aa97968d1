import { HEADERS } from '../../protocol/headers.js'
import { misfits } from '../../protocol/shape.js'
import type { ClientConfig, ClientOptions } from '../config.js'
import { errorFromException } from '../errors/from-exception.js'
import { errorFromResponse, isErrorBody } from '../errors/from-response.js'
import { ModelRunnerError } from '../errors/model-runner-error.js'
import { backoff } from './backoff.js'
import { orAbort } from './or-abort.js'
import { targetUrl } from './target-url.js'
import type { Call, Transport } from './transport.js'
import { wait } from './wait.js'

/** The platform answers a submit within seconds; an answer later than this is treated as lost, ms. */
const ANSWER_TIMEOUT_MS = 60_000

/** The part of the options that may change from call to call. */
export type RequestOptions = Pick<ClientOptions, 'headers' | 'credentials' | 'fetch'>

export function createTransport(config: ClientConfig, options: () => RequestOptions): Transport {
  const { clock, retry } = config

  async function send(call: Call, signal: AbortSignal, accept: string): Promise<Response> {
    const { headers: own, credentials = 'same-origin', fetch: custom } = options()
    const headers = new Headers(typeof own === 'function' ? await own() : own)
    // The official proxies hand a client's authorization on in place of the key.
    headers.delete('authorization')
    for (const [name, value] of Object.entries(call.headers ?? {}))
      if (value !== undefined) headers.set(name, value)
    headers.set(HEADERS.targetUrl, targetUrl(config.hosts[call.host], call.path, call.query))
    headers.set('accept', accept)
    const body = call.body === undefined ? undefined : JSON.stringify(call.body)
    if (body !== undefined) headers.set('content-type', 'application/json')
    signal.throwIfAborted()
    return (custom ?? globalThis.fetch)(config.proxyUrl, {
      method: call.method ?? 'GET',
      headers,
      body,
      credentials,
      signal,
      cache: 'no-store',
    })
  }

  async function once(call: Call): Promise<unknown> {
    const abort = new AbortController()
    let timedOut = false
    const onAbort = () => abort.abort(call.signal?.reason)
    if (call.signal?.aborted) onAbort()
    call.signal?.addEventListener('abort', onAbort)
    const stop = clock.after(call.timeoutMs ?? ANSWER_TIMEOUT_MS, () => {
      timedOut = true
      abort.abort()
    })
    try {
      const response = await orAbort(send(call, abort.signal, 'application/json'), abort.signal)
      return decode(call, response, await orAbort(response.text(), abort.signal), clock.now())
    } catch (cause) {
      if (cause instanceof ModelRunnerError) throw cause
      throw errorFromException(cause, { aborted: call.signal?.aborted ?? false, timedOut })
    } finally {
      stop()
      call.signal?.removeEventListener('abort', onAbort)
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
          const again = mayRepeat && tries < retry.attempts && failed.retryable && failed.kind !== 'conflict'
          if (!again) throw failed
          await wait(failed.retryAfterMs ?? backoff(tries, retry, clock.random()), clock, call.signal)
          if (call.signal?.aborted)
            throw errorFromException(call.signal.reason, { aborted: true, timedOut: false })
        }
      }
    },

    async open(call) {
      let response: Response
      try {
        response = await send(call, call.signal, 'text/event-stream')
        const type = response.headers.get('content-type') ?? ''
        if (response.ok && response.body && !/json|html/.test(type)) return response
        const text = await response.text()
        throw errorFromResponse(describe(call, response, text, parse(text), clock.now()))
      } catch (cause) {
        if (cause instanceof ModelRunnerError) throw cause
        throw errorFromException(cause, { aborted: call.signal.aborted, timedOut: false })
      }
    },
  }
}

function decode(call: Call, response: Response, text: string, now: number): unknown {
  const json = parse(text)
  const answers = response.ok || (call.alsoAnswers ?? []).includes(response.status)
  const wrong = call.shape === undefined ? [] : misfits(json, call.shape)
  if (answers && !wrong.length && !isErrorBody(json)) return json
  // A body that is no JSON at all, or an error in disguise, says more than a list of missing fields.
  if (!response.ok || json === undefined || isErrorBody(json)) {
    throw errorFromResponse(describe(call, response, text, json, now))
  }
  throw new ModelRunnerError({
    kind: 'unexpected-response',
    message: `The answer to ${call.method ?? 'GET'} ${call.path} lacks or garbles: ${wrong.slice(0, 5).join(', ') || 'the whole body'}.`,
    status: response.status,
    requestId: response.headers.get(HEADERS.requestId) ?? undefined,
    body: json,
  })
}

function describe(
  call: Pick<Call, 'method' | 'path'>,
  response: Response,
  text: string,
  json: unknown,
  now: number,
) {
  const { status, headers } = response
  return { status, headers, text, json, method: call.method ?? 'GET', path: call.path, now }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
