import { sleep } from '../shared/retry.js'

/**
 * The part of the proxy's store that webhooks need. A value lives for `ttlMs`; `replace` and `remove` act only where the
 * key still holds `expected`.
 */
export interface WebhookStore {
  get(key: string): Promise<string | undefined>
  setIfAbsent(key: string, value: string, ttlMs: number): Promise<boolean>
  replace(key: string, expected: string, value: string, ttlMs: number): Promise<boolean>
  remove(key: string, expected: string): Promise<boolean>
  /** Where the store can notify other processes. */
  publish?(channel: string, message: string): Promise<unknown>
}

/** The platform sends a delivery again for about three hours; a replay by hand may come days later. */
const HANDLED_TTL_MS = 7 * 24 * 60 * 60 * 1000
/** A process that died gives a delivery free after this long; one that works renews its claim well before. */
const CLAIM_TTL_MS = 30_000
const RENEW_MS = 10_000
/** A callback that runs longer is taken for hung: its claim is renewed no more, so that another process can handle the delivery. */
const MAX_HANDLING_MS = 15 * 60_000
/** The callback has run: that must be remembered, so writing it is tried more than once. Waits between the tries, ms. */
const DONE_RETRY_MS = [100, 400, 1600]

const DONE = 'done'

/** A delivery that is this process's to handle. */
export interface Claim {
  /** It was handled. Rejects where the store could not record it. */
  done(): Promise<void>
  /** It was not handled: it is free for the next attempt. */
  release(): Promise<void>
}

/** Which deliveries were handled, or are being handled, over all processes that share the store. */
export interface DeliveryLedger {
  claim(id: string): Promise<Claim | 'handled' | 'elsewhere'>
}

export function createDeliveryLedger(store: WebhookStore): DeliveryLedger {
  return {
    claim: async (id) => {
      const key = `webhook:${id}`
      const token = `claimed:${crypto.randomUUID()}`
      if (!(await store.setIfAbsent(key, token, CLAIM_TTL_MS))) {
        return (await store.get(key)) === DONE ? 'handled' : 'elsewhere'
      }
      const stopRenewing = renew(store, key, token)
      return {
        done: () => {
          stopRenewing()
          return markDone(store, key, token)
        },
        release: async () => {
          stopRenewing()
          await store.remove(key, token)
        },
      }
    },
  }
}

function renew(store: WebhookStore, key: string, token: string): () => void {
  const until = Date.now() + MAX_HANDLING_MS
  const timer = setInterval(() => {
    if (Date.now() > until) return clearInterval(timer)
    // One that fails is made up for by the next: a claim outlives two of them.
    store.replace(key, token, token, CLAIM_TTL_MS).catch(() => undefined)
  }, RENEW_MS)
  return () => clearInterval(timer)
}

async function markDone(store: WebhookStore, key: string, token: string): Promise<void> {
  for (const waitMs of [...DONE_RETRY_MS, undefined]) {
    try {
      const isOurs = await store.replace(key, token, DONE, HANDLED_TTL_MS)
      // A claim that ran out meanwhile is written all the same: the callback did run.
      if (!isOurs) await store.setIfAbsent(key, DONE, HANDLED_TTL_MS)
      return
    } catch (error) {
      if (waitMs === undefined) throw error
      await sleep(waitMs)
    }
  }
}

/** Ids that one process remembers; the oldest are forgotten first. */
const MAX_REMEMBERED = 50_000

/** The ledger of a single process. */
export function createMemoryWebhookStore(): WebhookStore {
  const entries = new Map<string, { value: string; until: number }>()
  const read = (key: string): string | undefined => {
    const entry = entries.get(key)
    if (!entry || entry.until > Date.now()) return entry?.value
    entries.delete(key)
    return undefined
  }
  const write = (key: string, value: string, ttlMs: number): true => {
    entries.delete(key)
    entries.set(key, { value, until: Date.now() + ttlMs })
    const [oldest] = entries.keys()
    if (entries.size > MAX_REMEMBERED && oldest !== undefined) entries.delete(oldest)
    return true
  }
  return {
    get: async (key) => read(key),
    setIfAbsent: async (key, value, ttlMs) => read(key) === undefined && write(key, value, ttlMs),
    replace: async (key, expected, value, ttlMs) => read(key) === expected && write(key, value, ttlMs),
    remove: async (key, expected) => read(key) === expected && entries.delete(key),
  }
}
