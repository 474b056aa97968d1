import { official } from './official.js'
import type { WartyProxyFactory } from './warty-proxy.js'

/** A client's own authorization header goes to the platform instead of the key: a session token leaks, and the call fails. */
export const forwardsAuthorization: WartyProxyFactory = (options) => official(options)
