export {
  createRedisStore,
  type IoRedisClient,
  type NodeRedisClient,
  type RedisStoreOptions,
} from './store/redis-store.js'
export type { ProxyStore } from './store/proxy-store.js'
