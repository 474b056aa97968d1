import { HEADERS } from '../../protocol/headers.js'
import type { DoctorOptions } from './doctor-options.js'

/** An answer of the proxy, read whole. */
export interface Probed {
  status: number
  headers: Headers
  text: string
  /** Undefined where the body is not JSON. */
  json: unknown
  /** The proxy's own refusal, not the platform's answer. */
  isRefusal: boolean
}

export interface ProbeCall {
  method?: string
  body?: unknown
  headers?: Record<string, string>
  /** Whose headers to send. @default person */
  as?: 'person' | 'other' | 'nobody'
}

/** Calls the proxy as a browser would, and keeps an eye on every answer for a key that should not be there. */
export class Probe {
  readonly options: DoctorOptions
  /** Where a key was seen. */
  readonly leaks: string[] = []

  constructor(options: DoctorOptions) {
    this.options = options
  }

  /** One call, answer read whole. Rejects where there is none in time. */
  async call(target: string | undefined, call: ProbeCall = {}): Promise<Probed> {
    const response = await this.open(target, AbortSignal.timeout(this.options.timeoutMs), call)
    const text = await response.text()
    this.#look(call.method ?? 'GET', target, response.headers, text)
    const json = parse(text)
    return {
      status: response.status,
      headers: response.headers,
      text,
      json,
      isRefusal: isRefusal(response.status, json),
    }
  }

  /** One call, answer as it comes. */
  open(
    target: string | undefined,
    signal: AbortSignal,
    { method = 'GET', body, headers, as = 'person' }: ProbeCall = {},
  ) {
    const { proxyUrl, headers: person, otherHeaders } = this.options
    const identity = { person, other: otherHeaders ?? {}, nobody: {} }[as]
    return fetch(proxyUrl, {
      method,
      redirect: 'manual',
      signal,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...identity,
        ...headers,
        ...(target === undefined ? {} : { [HEADERS.targetUrl]: target }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    })
  }

  #look(method: string, target: string | undefined, headers: Headers, text: string): void {
    const { apiKey } = this.options
    const where = `${method} ${target ?? 'without a target'}`
    for (const [name, value] of headers) {
      if (name === 'authorization' || /^Key\s+\S/.test(value) || (apiKey && value.includes(apiKey))) {
        this.leaks.push(`header ${name} of ${where}`)
      }
    }
    if (apiKey && text.includes(apiKey)) this.leaks.push(`body of ${where}`)
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** Ours say so; others answer with bare strings or text. */
function isRefusal(status: number, json: unknown): boolean {
  if (status < 400) return false
  if (typeof json !== 'object' || json === null) return true
  return 'source' in json && json.source === 'proxy'
}
