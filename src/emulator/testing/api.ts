import { createEmulator } from '../index.js'
import type { Emulator, EmulatorOptions } from '../index.js'
import { createManualClock, type ManualClock } from '../clock.js'

export interface Answer {
  status: number
  // Tests look into answers of every shape.
  body: Record<string, unknown>
  headers: Headers
  text: string
}

export interface Api {
  emulator: Emulator
  clock: ManualClock
  call(method: string, url: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  queue(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  rest(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** Submits and gives the request's id. */
  submit(endpoint: string, input?: Record<string, unknown>): Promise<string>
}

/** An emulator on a clock that stands, and calls with a key. */
export function createApi(options: EmulatorOptions = {}): Api {
  const clock = createManualClock()
  const emulator = createEmulator({ clock, ...options })
  const call: Api['call'] = async (method, url, body, headers = {}) => {
    const init: RequestInit = { method, headers: { authorization: 'Key test', ...headers } }
    if (body !== undefined) init.body = isRaw(body) ? body : JSON.stringify(body)
    const response = await emulator.fetch(new Request(url, init))
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: parse(text) }
  }
  return {
    emulator,
    clock,
    call,
    queue: (method, path, body, headers) => call(method, emulator.hosts.queue + path, body, headers),
    rest: (method, path, body, headers) => call(method, emulator.hosts.rest + path, body, headers),
    submit: async (endpoint, input = {}) => {
      const answer = await call('POST', `${emulator.hosts.queue}/${endpoint}`, input)
      if (answer.status !== 201) throw new Error(`Submit answered ${answer.status}: ${answer.text}`)
      return String(answer.body['request_id'])
    },
  }
}

function isRaw(body: unknown): body is string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' || body instanceof Uint8Array
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}
