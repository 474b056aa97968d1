export { createProxyHandler, type ProxyHandler } from './create-proxy-handler.js'
export type {
  Authorization,
  ProxyCaller,
  ProxyErrorContext,
  ProxyEvent,
  ProxyOptions,
  ProxyStage,
  SettledRun,
  SubmitAttempt,
  SubmittedRun,
} from './options.js'
export type { LimitName, Limits } from './limits/limits.js'
export { DEFAULT_RULES, type ProxyMethod, type Rule } from './routing/routes.js'
export type { HostName } from './routing/target.js'
export { createMemoryStore } from './store/memory-store.js'
export type { ProxyStore } from './store/proxy-store.js'
export { toNodeHandler, type NodeHandler } from './adapters/to-node-handler.js'
export { toRouteHandlers, type RouteHandlers } from './adapters/to-route-handlers.js'
