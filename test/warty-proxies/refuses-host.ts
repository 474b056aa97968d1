import type { WartyProxyFactory } from './warty-proxy.js'

/** A proxy that does not know the configured hosts (self-hosted, emulator): 412 as plain text. */
export const refusesHost: WartyProxyFactory = () => async () =>
  new Response('Precondition Failed', { status: 412, headers: { 'content-type': 'text/plain' } })
