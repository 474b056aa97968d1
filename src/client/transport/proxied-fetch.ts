import { TARGET_URL_HEADER } from '../../protocol/headers.js'
import { DEFAULT_HOSTS, type Hosts } from '../../protocol/hosts.js'
import type { ClientConfig, ClientOptions } from '../config.js'
import { ModelRunnerError } from '../errors/model-runner-error.js'

/** What an SDK sets and the platform may need. Keys, cookies and telemetry headers do not leave. */
const PASSED = /^(content-type|accept|x-modelrunner-.+)$/

/** `client.fetch`: a call to one of the configured hosts, sent through the proxy. Its answer is handed on as it is, streams too. */
export async function proxiedFetch(
  config: ClientConfig,
  options: Pick<ClientOptions, 'headers' | 'credentials' | 'fetch'>,
  input: RequestInfo | URL,
  init?: RequestInit,
): Promise<Response> {
  const request = new Request(input, init)
  const target = targetOf(request.url, config.hosts)
  const { headers: own, credentials = 'same-origin', fetch: custom } = options
  const headers = new Headers(typeof own === 'function' ? await own() : own)
  headers.delete('authorization')
  request.headers.forEach((value, name) => {
    if (PASSED.test(name)) headers.set(name, value)
  })
  headers.set(TARGET_URL_HEADER, target)
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD'
  // Two of the official proxies fail on a method that has no body.
  const bytes = hasBody ? await request.arrayBuffer() : undefined
  const body = bytes?.byteLength === 0 ? '{}' : bytes
  if (hasBody && !headers.has('content-type')) headers.set('content-type', 'application/json')
  return (custom ?? globalThis.fetch)(config.proxyUrl, {
    method: request.method,
    headers,
    body,
    credentials,
    signal: request.signal,
    cache: 'no-store',
  })
}

/** The platform's own hosts stand for the configured ones. */
function targetOf(url: string, hosts: Hosts): string {
  for (const name of ['queue', 'rest', 'media'] as const) {
    const to = hosts[name].replace(/\/+$/, '')
    for (const base of [to, DEFAULT_HOSTS[name]]) {
      const from = base.replace(/\/+$/, '')
      if (url === from || url.startsWith(`${from}/`)) return to + url.slice(from.length)
    }
  }
  throw new ModelRunnerError({
    kind: 'validation',
    message: `client.fetch calls ${hosts.queue} and ${hosts.rest} only, through the proxy; ${new URL(url).origin} is none of them. Set the SDK's baseURL to "${DEFAULT_HOSTS.queue}/owner/alias". See docs/chat.md`,
  })
}
