import type { WartyProxyFactory } from './warty-proxy.js'

/** Hand-written: calls whatever the header names, with the key. */
export const openToAnyHost: WartyProxyFactory =
  ({ apiKey }) =>
  async (request) => {
    const target = request.headers.get('x-modelrunner-target-url')
    if (!target) return Response.json('Missing the x-modelrunner-target-url header', { status: 400 })
    const hasBody = request.method !== 'GET'
    return fetch(target, {
      method: request.method,
      headers: { authorization: `Key ${apiKey}`, 'content-type': 'application/json' },
      body: hasBody ? await request.text() : null,
      signal: request.signal,
    }).then(
      (answer) =>
        new Response(answer.body, {
          status: answer.status,
          headers: { 'content-type': answer.headers.get('content-type') ?? '' },
        }),
      () => Response.json('No such host', { status: 502 }),
    )
  }
