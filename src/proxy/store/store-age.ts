import { sleep } from '../../shared/retry.js'
import type { GuardedStore } from './guarded-store.js'

/** When the store's memory began. A value that expires would make an old store look new: it is renewed long before. */
const BORN_KEY = 'born'
const BORN_TTL_MS = 30 * 24 * 60 * 60 * 1000

/**
 * What happened before a store's memory began is not in it: for so long a submit that it does not know is looked up at
 * the platform first. Browsers repeat within seconds, a reload comes within minutes, ms.
 */
export const YOUNG_STORE_MS = 5 * 60 * 1000
/**
 * In a shared store that has just lost its values, the other processes write their claims again within this time, and
 * what they have sent shows in the platform's list, ms.
 */
export const EMPTIED_STORE_MS = 2_500

/** How long the store has remembered. A restarted server without persistence starts over, as a new process's memory does. */
export class StoreAge {
  readonly #store: GuardedStore
  /** Whether other processes use the store as well. */
  readonly isShared: boolean

  constructor(store: GuardedStore, isShared: boolean) {
    this.#store = store
    this.isShared = isShared
    // Its age counts from the first process on.
    void this.#ageMs().catch(() => undefined)
  }

  /** Whether a submit that is not in the store may have been made all the same. Waits until the store can be trusted at all. */
  async waitUntilTrusted(): Promise<boolean> {
    const ageMs = await this.#ageMs()
    if (this.isShared && ageMs < EMPTIED_STORE_MS) await sleep(EMPTIED_STORE_MS - ageMs)
    return ageMs < YOUNG_STORE_MS
  }

  async #ageMs(): Promise<number> {
    const now = Date.now()
    const born = await this.#store.get(BORN_KEY)
    if (born === undefined) {
      await this.#store.setIfAbsent(BORN_KEY, String(now), BORN_TTL_MS)
      return 0
    }
    const ageMs = Math.max(0, now - Number(born))
    // Rarely, and by whoever comes first: each submit refreshing it would be a write for nothing.
    if (ageMs > YOUNG_STORE_MS && Math.random() < 0.01)
      await this.#store.replace(BORN_KEY, born, born, BORN_TTL_MS)
    return ageMs
  }
}
