import type { Call } from '../call.js'
import type { HostName } from '../routing/routes.js'
import { callUpstream, type UpstreamCall, type UpstreamSettings, answerHeaders } from './call-upstream.js'
import { readText } from './bodies.js'

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

  /** What a browser gets; `json` replaces the body. */
  toResponse(json?: unknown): Response {
    const text = json === undefined ? this.text : JSON.stringify(json)
    const hasBody = this.status !== 204 && this.status !== 205
    return new Response(hasBody ? text : null, { status: this.status, headers: this.#headers })
  }
}

export interface PlatformCall {
  method?: string
  search?: URLSearchParams
  body?: unknown
  /** The browser's `x-modelrunner-` headers go with its own call, not with what the proxy asks on the way. */
  headers?: Headers
}

/** Calls the platform for the proxy itself and reads the whole answer. Throws a refusal where there is none. */
export function askPlatform(
  { settings, apiKey }: Pick<Call, 'settings' | 'apiKey'>,
  host: HostName,
  path: string,
  { method = 'GET', search, body, headers }: PlatformCall = {},
): Promise<PlatformAnswer> {
  const base = settings.hosts.find(({ name }) => name === host)
  const url = `${base?.origin ?? ''}${base?.path ?? ''}${path}${search?.size ? `?${search.toString()}` : ''}`
  const own = new Headers({ accept: 'application/json', authorization: `Key ${apiKey}` })
  if (body !== undefined) own.set('content-type', 'application/json')
  const text = body === undefined ? undefined : JSON.stringify(body)
  return askUpstream(settings, { url, method, headers: headers ?? own, body: text })
}

/** One call upstream with its whole answer. */
export async function askUpstream(settings: UpstreamSettings, call: UpstreamCall): Promise<PlatformAnswer> {
  const response = await callUpstream(settings, call)
  const text = await readText(response, settings.upstreamTimeoutMs)
  return new PlatformAnswer(response.status, text, answerHeaders(response.headers))
}
