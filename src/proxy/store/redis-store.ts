import type { ProxyStore } from './proxy-store.js'

/** What is used of a client of the `redis` package (a single server, a cluster or a sentinel), version 4 and later. */
export interface NodeRedisClient {
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>
  publish(channel: string, message: string): Promise<unknown>
  on(event: 'end', listener: () => void): unknown
  duplicate(): {
    destroy?(): unknown
    connect(): Promise<unknown>
    subscribe(channel: string, onMessage: (message: string) => void): Promise<unknown>
    unsubscribe(channel: string): Promise<unknown>
    on(event: 'error', listener: (error: unknown) => void): unknown
  }
}

/** What is used of a client of `ioredis` or `iovalkey` (a single server or a cluster). */
export interface IoRedisClient {
  /** Only looked at: it tells the two kinds of client apart. */
  defineCommand: unknown
  eval(script: string, keys: number, ...keysAndArguments: string[]): Promise<unknown>
  publish(channel: string, message: string): Promise<unknown>
  on(event: 'end', listener: () => void): unknown
  duplicate(): {
    disconnect(): unknown
    subscribe(channel: string): Promise<unknown>
    unsubscribe(channel: string): Promise<unknown>
    on(event: string, listener: (...values: never[]) => void): unknown
  }
}

export interface RedisStoreOptions {
  /** Begins every key and channel: one for each app or stage that shares a server. @default 'modelrunner:' */
  prefix?: string | undefined
}

// Each script touches one key, so a cluster runs it wherever the key lives. Every value gets its time to live.
const GET = `return redis.call('GET', KEYS[1])`
const SET_IF_ABSENT = `if redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2], 'NX') then return 1 else return 0 end`
const REPLACE = `if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1`
const REMOVE = `if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`

/**
 * The proxy's shared state in Redis or Valkey, for several processes. The client is yours: connect it, listen to its
 * `error` event and close it. Clients of `redis`, `ioredis` and `iovalkey` are taken, for a single server as well as for
 * a cluster. For the event stream one further connection is made with the client's own `duplicate()`.
 *
 * @example
 * import { createClient } from 'redis'
 * const client = createClient({ url: process.env.REDIS_URL })
 * client.on('error', (error) => console.error(error))
 * await client.connect()
 * const handler = createProxyHandler({ authorize, store: createRedisStore(client) })
 */
export function createRedisStore(
  client: NodeRedisClient | IoRedisClient,
  { prefix = 'modelrunner:' }: RedisStoreOptions = {},
): ProxyStore {
  const run = async (script: string, key: string, ...values: string[]): Promise<unknown> =>
    isIoRedis(client)
      ? client.eval(script, 1, prefix + key, ...values)
      : client.eval(script, { keys: [prefix + key], arguments: values })
  const isDone = async (script: string, key: string, ...values: string[]) =>
    Number(await run(script, key, ...values)) === 1
  let subscriber: Subscriber | undefined
  return {
    get: async (key) => {
      const value = await run(GET, key)
      return value === null || value === undefined ? undefined : String(value)
    },
    setIfAbsent: (key, value, ttlMs) => isDone(SET_IF_ABSENT, key, value, milliseconds(ttlMs)),
    replace: (key, expected, value, ttlMs) => isDone(REPLACE, key, expected, value, milliseconds(ttlMs)),
    remove: (key, expected) => isDone(REMOVE, key, expected),
    publish: async (channel, message) => {
      await client.publish(prefix + channel, message)
    },
    subscribe: (channel, onMessage) => {
      subscriber ??= isIoRedis(client) ? ioSubscriber(client) : nodeSubscriber(client)
      return subscriber(prefix + channel, onMessage)
    },
  }
}

type Subscriber = NonNullable<ProxyStore['subscribe']>

function isIoRedis(client: NodeRedisClient | IoRedisClient): client is IoRedisClient {
  return 'defineCommand' in client && typeof client.defineCommand === 'function'
}

const milliseconds = (ttlMs: number) => String(Math.max(1, Math.ceil(ttlMs)))

/** Redis knows a subscription by its channel alone: the listeners of a channel share one. */
class Listeners {
  readonly #channels = new Map<string, Set<(message: string) => void>>()

  /** Whether it is the channel's first. */
  add(channel: string, listener: (message: string) => void): boolean {
    const all = this.#channels.get(channel)
    if (all) all.add(listener)
    else this.#channels.set(channel, new Set([listener]))
    return !all
  }

  /** Whether it was the channel's last. */
  remove(channel: string, listener: (message: string) => void): boolean {
    const all = this.#channels.get(channel)
    all?.delete(listener)
    return all?.size === 0 && this.#channels.delete(channel)
  }

  emit(channel: string, message: string): void {
    for (const listener of [...(this.#channels.get(channel) ?? [])]) listener(message)
  }
}

/** Made at the first subscription and kept; a client connects again and subscribes again automatically. */
function nodeSubscriber(client: NodeRedisClient): Subscriber {
  const listeners = new Listeners()
  const connection = client.duplicate()
  // Without a listener an error event ends the process. The operations that fail say so by themselves.
  connection.on('error', () => undefined)
  const ready = connection.connect()
  ready.catch(() => undefined)
  // The app closes its own client; this one goes with it.
  client.on('end', () => connection.destroy?.())
  return subscribeOnce(
    listeners,
    async (channel) => {
      await ready
      await connection.subscribe(channel, (message) => listeners.emit(channel, message))
    },
    (channel) => connection.unsubscribe(channel),
  )
}

function ioSubscriber(client: IoRedisClient): Subscriber {
  const listeners = new Listeners()
  const connection = client.duplicate()
  connection.on('error', () => undefined)
  client.on('end', () => connection.disconnect())
  connection.on('message', (channel: string, message: string) => listeners.emit(channel, message))
  return subscribeOnce(
    listeners,
    (channel) => connection.subscribe(channel),
    (channel) => connection.unsubscribe(channel),
  )
}

function subscribeOnce(
  listeners: Listeners,
  subscribe: (channel: string) => Promise<unknown>,
  unsubscribe: (channel: string) => Promise<unknown>,
): Subscriber {
  /** One after the other: an end that overtakes the next beginning would silence it. */
  let last: Promise<unknown> = Promise.resolve()
  return async (channel, onMessage) => {
    const listener = (message: string) => onMessage(message)
    if (listeners.add(channel, listener)) last = last.catch(() => undefined).then(() => subscribe(channel))
    try {
      await last
    } catch (error) {
      listeners.remove(channel, listener)
      throw error
    }
    return () => {
      if (!listeners.remove(channel, listener)) return
      last = last.catch(() => undefined).then(() => unsubscribe(channel))
      last.catch(() => undefined)
    }
  }
}
