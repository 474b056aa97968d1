import type { Hosts } from '../../src/protocol/hosts.js'

export interface WartyProxyOptions {
  hosts: Hosts
  /** Left out: no key is configured. */
  apiKey?: string
  /** How the platform is reached. @default globalThis.fetch */
  fetch?: typeof globalThis.fetch
}

/** A proxy as it is found in the wild: a web-standard handler. */
export type WartyProxy = (request: Request) => Promise<Response>

/** Makes one of them. */
export type WartyProxyFactory = (options: WartyProxyOptions) => WartyProxy
