import type { Hosts } from '../../protocol/hosts.js'

export type HostName = keyof Hosts
export type ProxyMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/**
 * One route that may be called. In `path`, below the host's base URL, `{endpoint}` stands for an endpoint id
 * (`owner/alias`, further slashes included) and any other `{name}` for one segment.
 */
export interface Rule {
  method: ProxyMethod
  host: HostName
  path: string
  /**
   * Lets isolated people use a route whose data is the whole account's (balance, usage) or which the proxy
   * does not know. Nothing is filtered on it.
   */
  accountWide?: boolean
}
