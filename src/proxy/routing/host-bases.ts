import { DEFAULT_HOSTS, type Hosts } from '../../protocol/hosts.js'
import type { HostName } from './rule.js'

/** A configured host: its origin, and the path below which it lies (no slash at the end). */
export interface HostBase {
  name: HostName
  origin: string
  path: string
}

/** Loopback only: anywhere else plain http would carry the key through a network. */
const LOOPBACK = /^(?:localhost|(?:[a-z0-9-]+\.)+localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/** Reads the `hosts` option; throws on what must not be a host. */
export function hostBases(hosts: Partial<Hosts> = {}): HostBase[] {
  const names: HostName[] = ['queue', 'rest', 'media']
  return names.map((name) => {
    const given = hosts[name] ?? DEFAULT_HOSTS[name]
    const url = URL.canParse(given) ? new URL(given) : undefined
    if (!url || url.username || url.password || url.search || url.hash) {
      throw new TypeError(
        `createProxyHandler: hosts.${name} must be a base URL such as ${DEFAULT_HOSTS[name]}, without user, query or fragment.`,
      )
    }
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && LOOPBACK.test(url.hostname))) {
      throw new TypeError(
        `createProxyHandler: hosts.${name} must be https: the API key travels with each call. Plain http is taken on localhost only, for the emulator.`,
      )
    }
    return { name, origin: url.origin, path: url.pathname.replace(/\/+$/, '') }
  })
}
