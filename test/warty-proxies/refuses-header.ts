import type { WartyProxyFactory } from './warty-proxy.js'

/** Something in front that strips unknown headers: the proxy misses its target, 400 as a bare JSON string. */
export const refusesHeader: WartyProxyFactory = () => async () =>
  Response.json('Missing the x-modelrunner-target-url header', { status: 400 })
