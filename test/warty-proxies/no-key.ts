import { official } from './official.js'
import type { WartyProxyFactory } from './warty-proxy.js'

/** Deployed without its environment variable: 401 as a bare JSON string. */
export const noKey: WartyProxyFactory = ({ hosts }) => official({ hosts })
