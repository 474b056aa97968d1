import {
  earlyEndKey,
  findOpenRun,
  readRunEnds,
  RUN_TTL_MS,
  runKey,
  SETTLED,
  type RunEnd,
} from '../../shared/run-ends.js'
import type { GuardedStore } from '../store/guarded-store.js'
import { SharedDocuments } from '../store/shared-document.js'
import {
  confirm,
  currentAccount,
  release,
  reserve,
  settle,
  type Account,
  type Caps,
  type Reservation,
} from './account.js'
import { fromAmount, toAmount } from './amount.js'
import type { LimitReached } from './limits.js'

/** Longer than a month: what was spent must not be forgotten before its month ends. */
const ACCOUNT_TTL_MS = 40 * 24 * 60 * 60 * 1000
const PRICE_TTL_MS = 30 * 24 * 60 * 60 * 1000

/** A run whose price is not settled yet, as the store keeps it. */
export interface RunRecord {
  /** Whose account it is on. */
  scope: string
  reservation: string
  endpoint: string
  userId?: string
  clientId?: string
}

/** What is reserved and spent, and which runs are under way, over all processes that share the store. */
export class RunBook {
  readonly #store: GuardedStore
  readonly #accounts: SharedDocuments<Account>

  constructor(store: GuardedStore) {
    this.#store = store
    this.#accounts = new SharedDocuments(store, ACCOUNT_TTL_MS)
  }

  /** @throws StoreAway: then nothing must be sent */
  reserve(scope: string, reservation: Reservation, caps: Caps): Promise<LimitReached | undefined> {
    return this.#change(scope, (account, now) => {
      const { next, reached } = reserve(account, reservation, caps, now)
      return { next, result: reached }
    })
  }

  async release(scope: string, id: string): Promise<void> {
    await this.#change(scope, (account) => ({ next: release(account, id), result: undefined }))
  }

  /** Ties a reservation to the request that the platform made of it. Gives the run's end where it came before. */
  async confirm(requestId: string, record: RunRecord): Promise<RunEnd | undefined> {
    await this.#store.setIfAbsent(runKey(requestId), JSON.stringify(record), RUN_TTL_MS)
    await this.#change(record.scope, (account) => ({
      next: confirm(account, record.reservation, requestId),
      result: undefined,
    }))
    return readRunEnds(await this.#store.get(earlyEndKey(requestId)))[0]
  }

  /** The record of a run that waits for this end. */
  async findOpen(end: RunEnd): Promise<RunRecord | undefined> {
    const text = await findOpenRun(this.#store, end)
    return text === undefined ? undefined : (JSON.parse(text) as RunRecord) // only this class writes it
  }

  /** Settles a run once, whoever says first how it ended: gives its record to that caller alone. */
  async settle(end: RunEnd): Promise<RunRecord | undefined> {
    const { requestId, totalPrice, billingStatus } = end
    const text = await findOpenRun(this.#store, end)
    if (text === undefined) return undefined
    const record = JSON.parse(text) as RunRecord // only this class writes it
    const price = billingStatus === 'failed' ? 0n : toAmount(totalPrice)
    await this.#change(record.scope, (account) => ({
      // Charged without a price: what was reserved is the best that is known.
      next: settle(
        account,
        record.reservation,
        price ?? BigInt(account.runs[record.reservation]?.amount ?? 0),
      ),
      result: undefined,
    }))
    // Last: where the store goes away before, the next one who learns of the end does it all again, and the account changes once.
    if (!(await this.#store.replace(runKey(requestId), text, SETTLED, RUN_TTL_MS))) return undefined
    if (price !== undefined && billingStatus === 'charged') await this.#rememberPrice(record.endpoint, price)
    return record
  }

  /** The runs that the account still counts as under way, oldest first. */
  openRuns(scope: string): Promise<{ requestId: string; at: number }[]> {
    return this.#change(scope, (account) => ({
      next: account,
      result: Object.values(account.runs).flatMap(({ requestId, at }) =>
        requestId === undefined ? [] : [{ requestId, at }],
      ),
    }))
  }

  /** What the endpoint's last run cost, where one has been settled. */
  async lastPrice(endpoint: string): Promise<string | undefined> {
    return this.#store.get(priceKey(endpoint))
  }

  #change<R>(
    scope: string,
    change: (account: Account, now: number) => { next: Account; result: R },
  ): Promise<R> {
    return this.#accounts.change<R>(`account:{${scope}}`, (value) => {
      const now = Date.now()
      return change(currentAccount(value, now), now)
    })
  }

  async #rememberPrice(endpoint: string, price: bigint): Promise<void> {
    const key = priceKey(endpoint)
    const text = fromAmount(price)
    const known = await this.#store.get(key)
    if (known === undefined) await this.#store.setIfAbsent(key, text, PRICE_TTL_MS)
    else if (known !== text) await this.#store.replace(key, known, text, PRICE_TTL_MS)
  }
}

const priceKey = (endpoint: string) => `price:${endpoint.slice(0, 200)}`
