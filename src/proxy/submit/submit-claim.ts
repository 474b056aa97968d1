import type { GuardedStore } from '../store/guarded-store.js'
import { REPEATED_CHAT } from '../../protocol/error-envelope.js'
import { Refusal } from '../refusal.js'
import type { StoreAge } from '../store/store-age.js'

/** A browser repeats within seconds, a reload within minutes; a day covers a laptop that slept, ms. */
const REMEMBERED_MS = 24 * 60 * 60 * 1000
/** A claim is renewed this often, and is left behind by a process that ended where it is not renewed for `CLAIM_STALE_MS`. */
const CLAIM_RENEW_MS = 1_000
export const CLAIM_STALE_MS = 10_000

/** What the store holds of a submit. */
export type Entry =
  | { state: 'pending'; by: string; renewed: number; at: number }
  | { state: 'unknown'; at: number }
  | { state: 'accepted'; requestId: string; status: number; text: string }

/** One process's right to send one submit. */
export class Claim {
  readonly suspectedAt: number | undefined
  readonly isUncertain: boolean
  readonly #store: GuardedStore
  readonly #key: string
  readonly #by = crypto.randomUUID()
  readonly #at = Date.now()
  #text = ''
  #timer: ReturnType<typeof setInterval> | undefined
  #renewing: Promise<void> = Promise.resolve()

  constructor(store: GuardedStore, key: string, known: { suspectedAt?: number; isUncertain?: boolean }) {
    this.#store = store
    this.#key = key
    this.suspectedAt = known.suspectedAt
    this.isUncertain = known.isUncertain ?? false
  }

  async begin(before: string | undefined): Promise<boolean> {
    this.#text = this.#entry()
    if (!(await this.#write(before, this.#text, REMEMBERED_MS))) return false
    this.#timer = unref(setInterval(() => void (this.#renewing = this.#renew()), CLAIM_RENEW_MS))
    return true
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  /** Writes the end in place of the claim, also where a store that was emptied meanwhile has lost it. */
  async end(entry: Entry | undefined): Promise<void> {
    await this.#renewing
    if (!entry) {
      await this.#store.remove(this.#key, this.#text)
      return
    }
    const text = JSON.stringify(entry)
    if (await this.#write(this.#text, text, REMEMBERED_MS)) return
    if (await this.#write(undefined, text, REMEMBERED_MS)) return
    // A renewal whose answer was lost may have been written.
    const current = await this.#store.get(this.#key)
    if (current && (JSON.parse(current) as Partial<Record<string, unknown>>)['by'] === this.#by) {
      await this.#write(current, text, REMEMBERED_MS)
    }
  }

  /** A store that lost its values gets the claim back, so that no other process takes the submit for a new one. */
  async #renew(): Promise<void> {
    const next = this.#entry()
    try {
      if (
        (await this.#write(this.#text, next, REMEMBERED_MS)) ||
        (await this.#write(undefined, next, REMEMBERED_MS))
      )
        this.#text = next
    } catch {
      // Away: the next renewal tries again.
    }
  }

  #entry(): string {
    const entry: Entry = { state: 'pending', by: this.#by, renewed: Date.now(), at: this.#at }
    return JSON.stringify(entry)
  }

  #write(before: string | undefined, text: string, ttlMs: number): Promise<boolean> {
    return before === undefined
      ? this.#store.setIfAbsent(this.#key, text, ttlMs)
      : this.#store.replace(this.#key, before, text, ttlMs)
  }
}

/** A timer must not keep a process alive that has nothing else to do. */
export function unref<T>(timer: T): T {
  // Edge runtimes give a number.
  ;(timer as { unref?(): void }).unref?.()
  return timer
}

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
