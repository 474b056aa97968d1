import { REPEATED_CHAT } from '../../protocol/error-envelope.js'
import { Refusal } from '../refusal.js'
import type { GuardedStore } from '../store/guarded-store.js'
import type { StoreAge } from '../store/store-age.js'
import { REMEMBERED_MS } from './submit-claim.js'

/**
 * Lets one chat of all that carry the same client id, user and endpoint through, in all processes that share the store. A
 * stream cannot be given twice: whoever repeats a chat is refused, and reads the answer from its request.
 */
export class ChatClaims {
  readonly #store: GuardedStore
  readonly #age: StoreAge

  constructor(store: GuardedStore, age: StoreAge) {
    this.#store = store
    this.#age = age
  }

  /**
   * Claims a chat before it is sent. Gives the function that frees it again, for a chat that the platform has refused.
   * @param wasMade asks the platform; only while the store's memory is too young to know
   * @throws Refusal 409 where the chat was made already
   */
  async claim(key: string, wasMade: () => Promise<boolean>): Promise<() => Promise<void>> {
    const isUncertain = await this.#age.waitUntilTrusted()
    const own = crypto.randomUUID()
    if (!(await this.#store.setIfAbsent(key, own, REMEMBERED_MS))) throw repeatedChat()
    if (isUncertain && (await wasMade())) throw repeatedChat()
    return async () => {
      // A store that is away keeps the claim: only a repeat of the same call is refused by it.
      await this.#store.remove(key, own).catch(() => undefined)
    }
  }
}

function repeatedChat(): Refusal {
  return new Refusal(
    409,
    'A chat with this client id was sent already. Nothing was sent again. Read its answer from its request.',
    {},
    { code: REPEATED_CHAT },
  )
}
