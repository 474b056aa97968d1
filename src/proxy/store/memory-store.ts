import type { ProxyStore } from './proxy-store.js'

/** Values of one scope (one user's submits and counters). Beyond it the scope's own oldest go: nobody else's. */
const MAX_PER_SCOPE = 5_000
/** Values in all: about 0.5 kB each, 50 MB. */
const MAX_VALUES = 100_000
/** Where the whole store is full, the largest of so many scopes gives up its oldest value. */
const COMPARED_SCOPES = 32
/** A full store is searched for expired values this often at most: a search reads all of them, ms. */
const SWEEP_PAUSE_MS = 10_000

const memoryStores = new WeakSet<ProxyStore>()

interface Entry {
  value: string
  until: number
}

/**
 * The shared state of one process: the default of `createProxyHandler`. Give the same one to the webhook handler of the
 * process. Several processes need a store that they share, such as `createRedisStore`.
 *
 * @example
 * const store = createMemoryStore()
 * const proxy = createProxyHandler({ authorize, store })
 * const webhooks = createWebhookHandler({ secret, store, onCompleted })
 */
export function createMemoryStore(): ProxyStore {
  const scopes = new Map<string, Map<string, Entry>>()
  const listeners = new Map<string, Set<(message: string) => void>>()
  let size = 0
  let sweepAt = 0

  const drop = (scope: string, key: string) => {
    const entries = scopes.get(scope)
    if (!entries?.delete(key)) return
    size -= 1
    if (entries.size === 0) scopes.delete(scope)
  }
  const dropOldest = (scope: string) => {
    for (const key of scopes.get(scope)?.keys() ?? []) return drop(scope, key)
  }
  const dropExpired = () => {
    const now = Date.now()
    for (const [scope, entries] of [...scopes]) {
      for (const [key, { until }] of entries) if (until <= now) drop(scope, key)
    }
  }
  const evict = () => {
    if (size <= MAX_VALUES) return
    if (Date.now() >= sweepAt) {
      sweepAt = Date.now() + SWEEP_PAUSE_MS
      dropExpired()
      if (size <= MAX_VALUES) return
    }
    let largest: [string, number] = ['', 0]
    let compared = 0
    for (const [scope, entries] of scopes) {
      if (entries.size > largest[1]) largest = [scope, entries.size]
      compared += 1
      if (compared === COMPARED_SCOPES) break
    }
    dropOldest(largest[0])
  }
  const read = (key: string): string | undefined => {
    const scope = scopeOf(key)
    const entry = scopes.get(scope)?.get(key)
    if (!entry || entry.until > Date.now()) return entry?.value
    drop(scope, key)
    return undefined
  }
  const write = (key: string, value: string, ttlMs: number): true => {
    const scope = scopeOf(key)
    drop(scope, key)
    const entries = scopes.get(scope) ?? new Map<string, Entry>()
    scopes.set(scope, entries)
    entries.set(key, { value, until: Date.now() + ttlMs })
    size += 1
    if (scope && entries.size > MAX_PER_SCOPE) dropOldest(scope)
    evict()
    return true
  }
  const store: ProxyStore = {
    get: async (key) => read(key),
    setIfAbsent: async (key, value, ttlMs) => read(key) === undefined && write(key, value, ttlMs),
    replace: async (key, expected, value, ttlMs) => read(key) === expected && write(key, value, ttlMs),
    remove: async (key, expected) => {
      if (read(key) !== expected) return false
      drop(scopeOf(key), key)
      return true
    },
    publish: async (channel, message) => {
      for (const listener of [...(listeners.get(channel) ?? [])]) listener(message)
    },
    subscribe: async (channel, onMessage) => {
      // A function of its own: the same listener may subscribe twice.
      const listener = (message: string) => onMessage(message)
      const all = listeners.get(channel) ?? new Set()
      listeners.set(channel, all.add(listener))
      return () => {
        all.delete(listener)
        if (all.size === 0) listeners.delete(channel)
      }
    },
  }
  memoryStores.add(store)
  return store
}

/** Whose a key is: what stands in braces, as in a Redis hash tag. Keys without braces have no bound of their own. */
function scopeOf(key: string): string {
  return /\{([^}]*)\}/.exec(key)?.[1] ?? ''
}

/** Whether a store is this process's memory: it is lost with the process, and with nothing less. */
export function isMemoryStore(store: ProxyStore): boolean {
  return memoryStores.has(store)
}
