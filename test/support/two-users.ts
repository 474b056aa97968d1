import { createEmulator } from '../../src/emulator/index.js'
import { createProxyHandler } from '../../src/proxy/create-proxy-handler.js'
import type { ProxyOptions } from '../../src/proxy/options.js'

export const IMAGE_MODEL = 'bytedance/sdxl-lightning-4step'

export interface Answer<T> {
  status: number
  json: T
  response: Response
}

/** One user behind the proxy. */
export interface Visitor {
  call<T = Record<string, unknown>>(
    method: string,
    host: 'queue' | 'rest',
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<T>>
  open(path: string, signal?: AbortSignal): Promise<Response>
  /** Submits and waits for the end; gives the request id. */
  run(endpoint?: string, input?: Record<string, unknown>): Promise<string>
  /** Uploads a small file; gives its public URL. */
  upload(name: string): Promise<string>
}

/** An emulated platform, and users who share it through one proxy. */
export function createTown(options: ProxyOptions = {}) {
  const emulator = createEmulator()
  emulator.set({ queueMs: 0, runMs: 0 })
  const toEmulator: typeof fetch = (input, init) => emulator.fetch(new Request(input, init))
  const handler = createProxyHandler({
    apiKey: 'mr_test_key_0123456789',
    hosts: emulator.hosts,
    fetch: toEmulator,
    authorize: (request) => ({ userId: request.headers.get('x-user') ?? '' }),
    ...options,
  })
  const user = (name: string): Visitor => {
    const send = (method: string, url: string, body?: unknown, headers = {}, signal?: AbortSignal) =>
      handler(
        new Request('http://app.test/proxy', {
          method,
          headers: { 'x-user': name, 'x-modelrunner-target-url': url, ...headers },
          body: body === undefined ? null : JSON.stringify(body),
          signal: signal ?? null,
        }),
      )
    const visitor: Visitor = {
      async call(method, host, path, body, headers) {
        const response = await send(method, emulator.hosts[host] + path, body, headers)
        const text = await response.clone().text()
        // Each test says what it expects the answer to be.
        return { status: response.status, json: (text ? JSON.parse(text) : undefined) as never, response }
      },
      open: (path, signal) => send('GET', emulator.hosts.queue + path, undefined, {}, signal),
      async run(endpoint = IMAGE_MODEL, input = { prompt: `of ${name}` }) {
        const { json } = await visitor.call<{ request_id: string }>('POST', 'queue', `/${endpoint}`, input)
        if (!json.request_id) throw new Error(`The submit was refused: ${JSON.stringify(json)}`)
        const isDone = () =>
          emulator.requests().some(({ id, status }) => id === json.request_id && status === 'COMPLETED')
        while (!isDone()) await new Promise((resolve) => setTimeout(resolve, 1))
        return json.request_id
      },
      async upload(file) {
        const wish = { file_name: file, content_type: 'image/png', size: 3 }
        const { json } = await visitor.call<{ upload_url: string; file_url: string }>(
          'POST',
          'rest',
          '/storage/upload/initiate',
          wish,
        )
        const put = { method: 'PUT', body: 'png', headers: { 'content-type': 'image/png' } }
        const stored = await emulator.fetch(new Request(json.upload_url, put))
        if (!stored.ok) throw new Error(`The bucket answered ${stored.status}.`)
        return json.file_url
      },
    }
    return visitor
  }
  return { emulator, handler, user }
}
