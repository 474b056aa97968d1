import { SharedDocuments } from '../store/shared-document.js'
import { StoreAway, type GuardedStore } from '../store/guarded-store.js'
import type { UserState } from '../user-state.js'
import { MINUTE_MS, type CountedMinute } from './account.js'
import type { LimitReached, Limits } from './limits.js'

interface Counted {
  calls: CountedMinute
  bytes: CountedMinute
}

/** Calls and bytes in a minute. While the store is away nothing is counted: reads go on. */
export class CallCounter {
  readonly #documents: SharedDocuments<Counted>

  constructor(store: GuardedStore) {
    this.#documents = new SharedDocuments(store, 2 * MINUTE_MS)
  }

  async countCall(own: UserState, { callsPerMinute: max }: Limits): Promise<LimitReached | undefined> {
    const known = own.callsReached
    if (known && max !== undefined && max <= known.max && Date.now() < known.resetsAt) return known
    const reached = await this.#count(own.scope, 'calls', 1, max, 'callsPerMinute')
    own.callsReached = reached && max !== undefined ? { ...reached, max } : undefined
    return reached
  }

  countBytes(
    scope: string,
    bytes: number,
    { requestBytesPerMinute }: Limits,
  ): Promise<LimitReached | undefined> {
    return this.#count(scope, 'bytes', bytes, requestBytesPerMinute, 'requestBytesPerMinute')
  }

  async #count(
    scope: string,
    what: keyof Counted,
    amount: number,
    max: number | undefined,
    limit: 'callsPerMinute' | 'requestBytesPerMinute',
  ): Promise<LimitReached | undefined> {
    if (max === undefined || amount === 0) return undefined
    try {
      return await this.#documents.change(`calls:{${scope}}`, (value) => {
        const now = Date.now()
        const before = { calls: minute(value?.calls, now), bytes: minute(value?.bytes, now) }
        const { at, count } = before[what]
        if (count + amount > max) return { next: undefined, result: { limit, resetsAt: at + MINUTE_MS } }
        return { next: { ...before, [what]: { at, count: count + amount } }, result: undefined }
      })
    } catch (error) {
      if (error instanceof StoreAway) return undefined
      throw error
    }
  }
}

function minute(before: CountedMinute | undefined, now: number): CountedMinute {
  return before && now >= before.at && now - before.at < MINUTE_MS ? before : { at: now, count: 0 }
}
