import type { Emulator } from 'modelrunner-react/emulator'
import type { ProxyHandler } from 'modelrunner-react/proxy'

/** The least that a proxy does: it adds the key, and hands on what comes as it comes. */
export function passThroughProxy({ apiKey }: { hosts: Emulator['hosts']; apiKey: string }): ProxyHandler {
  return async (request) => {
    const target = request.headers.get('x-modelrunner-target-url') ?? ''
    const hasBody = request.method !== 'GET' && request.method !== 'HEAD'
    const { status, headers, body } = await fetch(target, {
      method: request.method,
      headers: { authorization: `Key ${apiKey}`, 'content-type': 'application/json' },
      body: hasBody ? await request.text() : undefined,
      signal: request.signal,
    })
    return new Response(body, {
      status,
      headers: { 'content-type': headers.get('content-type') ?? 'application/json' },
    })
  }
}
