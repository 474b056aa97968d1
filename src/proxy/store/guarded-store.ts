import type { ProxyStore } from './proxy-store.js'

/** A store that takes longer is away: a client that queues commands while it reconnects would wait for ever. */
const STORE_TIMEOUT_MS = 2_000
const TICK_MS = 200
/** After a failure every operation fails at once for so long: a call must not wait for a store that is known to be away. */
const STORE_PAUSE_MS = 1_000

/** The store did not do what was asked, or nobody knows whether it did. */
export class StoreAway extends Error {
  override readonly name = 'StoreAway'
}

export interface GuardedStore extends Required<ProxyStore> {
  /** Whether processes can talk to each other through it. */
  readonly hasChannels: boolean
}

/** The app's store with a bound on time. Failures are reported once for each time that the store goes away. */
export function guardStore(store: ProxyStore, onFailure: (error: unknown) => void): GuardedStore {
  let awayUntil = 0
  let isReported = false
  const guard = async <T>(work: () => Promise<T>): Promise<T> => {
    if (Date.now() < awayUntil) throw new StoreAway('The store is away.')
    try {
      const result = await inTime(work())
      isReported = false
      return result
    } catch (error) {
      awayUntil = Date.now() + STORE_PAUSE_MS
      if (!isReported) onFailure(error)
      isReported = true
      throw new StoreAway('The store is away.', { cause: error })
    }
  }
  return {
    get: (key) => guard(() => store.get(key)),
    setIfAbsent: (key, value, ttlMs) => guard(() => store.setIfAbsent(key, value, ttlMs)),
    replace: (key, expected, value, ttlMs) => guard(() => store.replace(key, expected, value, ttlMs)),
    remove: (key, expected) => guard(() => store.remove(key, expected)),
    publish: (channel, message) => guard(async () => store.publish?.(channel, message)),
    subscribe: (channel, onMessage) =>
      guard(async () => (await store.subscribe?.(channel, onMessage)) ?? (() => undefined)),
    hasChannels: Boolean(store.publish && store.subscribe),
  }
}

/** Counted in ticks: an answer that waits in a busy process is not the store's silence. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setInterval> | undefined
  let ticks = 0
  const late = new Promise<never>((_, reject) => {
    timer = setInterval(() => {
      ticks += 1
      if (ticks * TICK_MS >= STORE_TIMEOUT_MS)
        reject(new Error(`The store did not answer within ${STORE_TIMEOUT_MS} ms.`))
    }, TICK_MS)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearInterval(timer)
  }
}
