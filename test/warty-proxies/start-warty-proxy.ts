import { toNodeHandler } from '../../src/proxy/adapters/to-node-handler.js'
import { listen, type ListeningServer } from '../support/listen.js'
import { wartyProxies } from './warty-proxies.js'
import type { WartyProxyOptions } from './warty-proxy.js'

/**
 * A warty proxy on a real socket.
 *
 * @example
 * const proxy = await startWartyProxy('swallowsStatus', { hosts: emulator.hosts, apiKey: 'test' })
 * // … proxyUrl: proxy.url
 * await proxy.close()
 */
export function startWartyProxy(
  wart: keyof typeof wartyProxies,
  options: WartyProxyOptions,
): Promise<ListeningServer> {
  return listen(toNodeHandler(wartyProxies[wart](options)))
}
