import { toNodeHandler } from '../../src/proxy/adapters/to-node-handler.js'
import { createProxyHandler } from '../../src/proxy/create-proxy-handler.js'
import type { ProxyOptions } from '../../src/proxy/options.js'
import { listen } from './listen.js'

export interface RunningProxy {
  url: string
  /** A call as a browser makes it; `target` is the full platform URL. */
  call(target: string, init?: RequestInit): Promise<Response>
  close(): Promise<void>
}

/** The proxy handler on a real socket. */
export async function startProxy(options: ProxyOptions): Promise<RunningProxy> {
  const server = await listen(
    toNodeHandler(createProxyHandler({ apiKey: 'mr_test_key_0123456789', ...options })),
  )
  return {
    ...server,
    call: (target, init = {}) =>
      fetch(server.url, {
        ...init,
        headers: {
          ...(init.headers as Record<string, string> | undefined),
          'x-modelrunner-target-url': target,
        }, // tests pass plain objects
      }),
  }
}
