import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { brotliDecompressSync, unzipSync } from 'node:zlib'
import type { Hosts } from '../../protocol/hosts.js'
import { HEADERS } from '../../protocol/headers.js'

export interface DoctorOptions {
  /** Full URL of the proxy. */
  proxyUrl: string
  hosts: Hosts
  /** Headers of a signed-in user (a session cookie), where the app asks for one. */
  headers: Record<string, string>
  /** Headers of another signed-in user: only then it can be seen whether users are isolated. */
  otherHeaders?: Record<string, string>
  /** Origin of the app's pages, as storage sees it. @default the proxy's */
  origin?: string
  /** The real key, to look for it in every answer; never sent or shown. */
  apiKey?: string
  /** How long an answer, or the first byte of a stream, may take, ms. */
  timeoutMs: number
  /** Leaves storage alone: otherwise one byte of an upload is sent, which is never completed. */
  skipStorage?: boolean
  /** How many event streams the platform has open; where it can be asked (an emulator in the same process), aborts can be checked. */
  openStreams?: () => number
}

/**
 * Who answered. `proxy`: the proxy refused, on purpose. `platform`: the answer has the platform's shape. `framework`: neither; a
 * server error, a page or a plain text of whatever stands in between.
 */
export type Source = 'proxy' | 'platform' | 'framework'

/** An answer of the proxy, read whole. */
export interface Probed {
  status: number
  /** The status that the platform gave, also where the proxy answered 200 all the same. */
  trueStatus: number
  headers: Headers
  text: string
  /** Undefined where the body is not JSON. */
  json: unknown
  source: Source
}

export interface ProbeCall {
  method?: string
  body?: unknown
  headers?: Record<string, string>
  /** Whose headers to send. @default user */
  as?: 'user' | 'other' | 'nobody'
}

/** Shaped like a request id, but no request's. */
export const UNKNOWN_ID = 'doctor-0000-unknown-0'

/** Calls the proxy as a browser would, and watches every answer for a key that should not be there. */
export class Probe {
  readonly options: DoctorOptions
  /** Where a key was seen. */
  readonly leaks: string[] = []
  /** Server errors that are not the platform's. */
  readonly crashes: string[] = []
  /** What bodies claim to be compressed with, and are not. */
  readonly wrongEncodings = new Set<string>()

  constructor(options: DoctorOptions) {
    this.options = options
  }

  /** One call, answer read whole. Rejects where there is none in time. */
  async call(target: string | undefined, call: ProbeCall = {}): Promise<Probed> {
    const { status, headers, text } = await this.#read(target, call)
    const json = parse(text)
    const source = sourceOf(status, json, headers)
    this.#watch(`${call.method ?? 'GET'} ${target ?? 'without a target'}`, { status, source, headers, text })
    return { status, trueStatus: statusIn(json) ?? status, headers, text, json, source }
  }

  /** No encoding is asked for: what claims one is read as it is, since a body that is not what it claims cannot be fetched. */
  async #read(
    target: string | undefined,
    call: ProbeCall,
  ): Promise<{ status: number; headers: Headers; text: string }> {
    const { timeoutMs } = this.options
    const response = await this.open(target, AbortSignal.timeout(timeoutMs), call)
    const { status, headers } = response
    const encoding = headers.get('content-encoding')
    if (!encoding || encoding === 'identity') return { status, headers, text: await response.text() }
    void response.body?.cancel().catch(() => undefined)
    const raw = await this.#readRaw(target, call)
    const decoded = decode(encoding, raw.bytes)
    if (!decoded) this.wrongEncodings.add(encoding)
    return { status: raw.status, headers, text: (decoded ?? raw.bytes).toString('utf8') }
  }

  /** One call, answer as it comes. */
  open(target: string | undefined, signal: AbortSignal, call: ProbeCall = {}): Promise<Response> {
    const { method = 'GET', body } = call
    return fetch(this.options.proxyUrl, {
      method,
      redirect: 'manual',
      signal,
      headers: this.#headers(target, call),
      body: body === undefined ? null : JSON.stringify(body),
    })
  }

  /** A call whose answer is not decoded: what really goes over the wire. */
  #readRaw(target: string | undefined, call: ProbeCall): Promise<{ status: number; bytes: Buffer }> {
    const { proxyUrl, timeoutMs } = this.options
    const send = proxyUrl.startsWith('https:') ? httpsRequest : httpRequest
    const { method = 'GET', body } = call
    const options = { method, headers: this.#headers(target, call), signal: AbortSignal.timeout(timeoutMs) }
    return new Promise((resolve, reject) => {
      const outgoing = send(proxyUrl, options, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.once('end', () => resolve({ status: answer.statusCode ?? 0, bytes: Buffer.concat(chunks) }))
        answer.once('error', reject)
      })
      outgoing.once('error', reject).end(body === undefined ? undefined : JSON.stringify(body))
    })
  }

  #headers(target: string | undefined, { body, headers, as = 'user' }: ProbeCall): Record<string, string> {
    return {
      accept: 'application/json',
      'accept-encoding': 'identity',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...this.#identity(as),
      ...headers,
      ...(target === undefined ? {} : { [HEADERS.targetUrl]: target }),
    }
  }

  #identity(as: ProbeCall['as'] & string): Record<string, string> {
    const { headers, otherHeaders } = this.options
    return { user: headers, other: otherHeaders ?? {}, nobody: {} }[as]
  }

  #watch(
    where: string,
    { status, source, headers, text }: Pick<Probed, 'status' | 'source' | 'headers' | 'text'>,
  ): void {
    const { apiKey } = this.options
    for (const [name, value] of headers) {
      if (name === 'authorization' || /^Key\s+\S/.test(value) || (apiKey && value.includes(apiKey))) {
        this.leaks.push(`header ${name} of ${where}`)
      }
    }
    if (apiKey && text.includes(apiKey)) this.leaks.push(`body of ${where}`)
    if (status >= 500 && source === 'framework') this.crashes.push(`${status} for ${where}`)
  }
}

/** Undefined where the bytes are not what they claim to be. */
function decode(encoding: string, bytes: Buffer): Buffer | undefined {
  try {
    return encoding === 'br' ? brotliDecompressSync(bytes) : unzipSync(bytes)
  } catch {
    return undefined
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** The fields of a JSON object; none of anything else. */
export function fieldsOf(json: unknown): Record<string, unknown> {
  return typeof json === 'object' && json !== null ? { ...json } : {}
}

/** Ours says so, the official ones refuse with a bare JSON string, an app's own authorization with any 401 or 403. */
function sourceOf(status: number, json: unknown, headers: Headers): Source {
  const { source, statusCode, request_id: requestId, error } = fieldsOf(json)
  if (source === 'proxy') return 'proxy'
  if (statusCode !== undefined || requestId !== undefined || headers.has(HEADERS.requestId)) return 'platform'
  if (status < 400) return json === undefined && status !== 204 ? 'framework' : 'platform'
  if (typeof json === 'string' || (status < 500 && [400, 401, 403, 412].includes(status))) return 'proxy'
  return error === undefined || status >= 500 ? 'framework' : 'platform'
}

/** The platform writes its status into error envelopes. */
function statusIn(json: unknown): number | undefined {
  const { statusCode, error } = fieldsOf(json)
  return typeof statusCode === 'number' && error !== undefined ? statusCode : undefined
}
