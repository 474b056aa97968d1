import type { WartyProxyFactory, WartyProxyOptions } from './warty-proxy.js'

const TARGET = 'x-modelrunner-target-url'
const bareString = (text: string, status: number) => Response.json(text, { status })

/**
 * What the official proxies do: only `x-modelrunner-` headers go on, accept and content-type are always JSON, a
 * client's own authorization wins over the key, refusals are bare strings, encoding and length are dropped.
 */
export const official: WartyProxyFactory = (options) => async (request) => {
  const target = request.headers.get(TARGET)
  if (!target) return bareString('Missing the x-modelrunner-target-url header', 400)
  if (!isOnHosts(target, options)) return new Response('Precondition Failed', { status: 412 })
  const authorization = request.headers.get('authorization') ?? (options.apiKey && `Key ${options.apiKey}`)
  if (!authorization) return bareString('Unauthorized', 401)

  const headers = new Headers({
    authorization,
    accept: 'application/json',
    'content-type': 'application/json',
  })
  for (const [name, value] of request.headers) {
    if (name.startsWith('x-modelrunner-') && name !== TARGET) headers.set(name, value)
  }
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD'
  const upstream = await (options.fetch ?? fetch)(target, {
    method: request.method,
    headers,
    body: hasBody ? await request.text() : null,
    signal: request.signal,
  })
  const kept = new Headers(upstream.headers)
  kept.delete('content-encoding')
  kept.delete('content-length')
  kept.delete('transfer-encoding')
  return new Response(upstream.body, { status: upstream.status, headers: kept })
}

function isOnHosts(target: string, { hosts }: WartyProxyOptions): boolean {
  return Object.values(hosts).some((base: string) => target.startsWith(base))
}
