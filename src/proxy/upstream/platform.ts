import type { HostName } from '../routing/target.js'
import { readText } from './bodies.js'
import { answerHeaders, callUpstream, type Upstream, type UpstreamCall } from './call-upstream.js'

/** An answer of the platform that was read whole. */
export class PlatformAnswer {
  readonly status: number
  readonly text: string
  readonly #headers: Headers

  constructor(status: number, text: string, headers: Headers) {
    this.status = status
    this.text = text
    this.#headers = headers
  }

  /** An answer that was made from JSON that is already at hand. */
  static json(status: number, text: string): PlatformAnswer {
    return new PlatformAnswer(
      status,
      text,
      answerHeaders(new Headers({ 'content-type': 'application/json' })),
    )
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300
  }

  /** The body as JSON; undefined where it is none. */
  get json(): unknown {
    try {
      return JSON.parse(this.text) as unknown
    } catch {
      return undefined
    }
  }

  /** What a browser gets; `text` replaces the body. */
  toResponse(text = this.text): Response {
    const hasBody = this.status !== 204 && this.status !== 205
    return new Response(hasBody ? text : null, { status: this.status, headers: this.#headers })
  }
}

export interface PlatformCall {
  method?: string
  search?: URLSearchParams
  /** JSON. */
  text?: string
  /** The browser's `x-modelrunner-` headers go with its own call, not with what the proxy asks on the way. */
  headers?: Headers
  signal?: AbortSignal | undefined
}

/** Calls the platform for the proxy itself and reads the whole answer. Throws a refusal where there is none. */
export function askPlatform(
  upstream: Upstream,
  host: HostName,
  path: string,
  { method = 'GET', search, text, headers, signal }: PlatformCall = {},
): Promise<PlatformAnswer> {
  const base = upstream.hosts.find(({ name }) => name === host)
  const url = `${base?.origin ?? ''}${base?.path ?? ''}${path}${search?.size ? `?${search.toString()}` : ''}`
  const own = new Headers({ accept: 'application/json', authorization: `Key ${upstream.apiKey}` })
  if (text !== undefined) own.set('content-type', 'application/json')
  return askUpstream(upstream, { url, method, headers: headers ?? own, body: text, signal })
}

/** One call upstream with its whole answer. */
export async function askUpstream(upstream: Upstream, call: UpstreamCall): Promise<PlatformAnswer> {
  const response = await callUpstream(upstream, call)
  const text = await readText(response, call.timeoutMs ?? upstream.timeoutMs)
  return new PlatformAnswer(response.status, text, answerHeaders(response.headers))
}
