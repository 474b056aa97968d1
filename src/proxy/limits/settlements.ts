import { BoundedMap } from '../../shared/bounded-map.js'
import {
  readRunEnds,
  RUN_ENDS_CHANNEL,
  RUN_ENDS_KEY,
  RUN_TTL_MS,
  runEndOf,
  type RunEnd,
} from '../../shared/run-ends.js'
import { isRecord } from '../isolation/user.js'
import type { ProxyErrorContext, ProxyOptions } from '../options.js'
import { StoreAway, type GuardedStore } from '../store/guarded-store.js'
import { SharedDocuments } from '../store/shared-document.js'
import type { Upstream } from '../upstream/call-upstream.js'
import { askPlatform } from '../upstream/platform.js'
import type { UserState } from '../user-state.js'
import type { RunBook, RunRecord } from './run-book.js'

/** A run that was just started is not asked about, and none twice within this time, ms. */
const RECONCILE_PAUSE_MS = 2_000
/** Runs that one check reads, oldest first. */
const MAX_RECONCILED = 20
/** What webhooks reported while no process listened is looked for with a call, this often at most, ms. */
const COLLECT_PAUSE_MS = 5_000
/** Reading a price takes no longer than a call upstream; then another process may do it, ms. */
const PRICE_CLAIM_MS = 60_000
/** Users for whom the process knows how to reach the platform. */
const MAX_UPSTREAMS = 2_000

/** Finds out how runs ended and what they cost, from whatever says so first, and settles each once. */
export class Settlements {
  /** Whether anything is to be known of runs beyond their answer. */
  readonly isOn: boolean
  readonly #options: ProxyOptions
  readonly #store: GuardedStore
  readonly #runs: RunBook
  readonly #ends: SharedDocuments<RunEnd[]>
  readonly #report: (error: unknown, context: ProxyErrorContext) => void
  /** By the user's scope: a key may be one customer's. */
  readonly #upstreams = new BoundedMap<Upstream>(MAX_UPSTREAMS)
  #lastUpstream: Upstream | undefined
  #isListening = false
  #collectedAt = -Infinity

  constructor(
    options: ProxyOptions,
    store: GuardedStore,
    runs: RunBook,
    report: (error: unknown, context: ProxyErrorContext) => void,
  ) {
    this.isOn = options.limits !== undefined || options.onSettled !== undefined
    this.#options = options
    this.#store = store
    this.#runs = runs
    this.#ends = new SharedDocuments(store, RUN_TTL_MS)
    this.#report = report
  }

  /**
   * Takes a request item from wherever it came by: where it says how the run ended and what it cost, the run is settled. Never
   * rejects; a run that is not tracked costs three operations of the store.
   */
  async settleFrom(upstream: Upstream, item: unknown): Promise<void> {
    if (!this.isOn || !isRecord(item) || typeof item['id'] !== 'string') return
    const end = runEndOf({ ...item, id: item['id'] })
    if (end) await this.settleEnd(upstream, end)
  }

  /** Settles a run that is known to have ended. Never rejects. */
  async settleEnd(upstream: Upstream, end: RunEnd): Promise<void> {
    await this.#quietly(async () => {
      if (await this.#runs.findOpen(end))
        await this.#settle(isPriced(end) ? end : await withPrice(upstream, end))
    })
  }

  /**
   * Settles what webhook handlers with the same store report, now and since the last call: with each call, since nothing else
   * wakes a process that the platform's updates did not reach.
   */
  attend(own: UserState, upstream: Upstream): void {
    if (!this.isOn) return
    this.#upstreams.set(own.scope, upstream)
    this.#lastUpstream = upstream
    this.#listen()
    if (performance.now() - this.#collectedAt < COLLECT_PAUSE_MS) return
    this.#collectedAt = performance.now()
    void this.#quietly(async () => {
      const ends = readRunEnds(await this.#store.get(RUN_ENDS_KEY))
      await Promise.all(ends.map((end) => this.#settleReported(end)))
    })
  }

  /**
   * Reads the user's runs that still count as under way, since they may have ended while nobody watched. Resolves to whether
   * anything was read: one check at a time, and not again at once.
   */
  reconcile(own: UserState, upstream: Upstream): Promise<boolean> {
    own.reconciling ??= this.#check(own, upstream).finally(() => {
      setTimeout(() => (own.reconciling = undefined), RECONCILE_PAUSE_MS)
    })
    return own.reconciling
  }

  async #check({ scope }: UserState, upstream: Upstream): Promise<boolean> {
    const open = await this.#runs.openRuns(scope)
    const old = open.filter(({ at }) => Date.now() - at > RECONCILE_PAUSE_MS).slice(0, MAX_RECONCILED)
    await Promise.all(
      old.map(async ({ requestId }) => this.settleFrom(upstream, await readItem(upstream, requestId))),
    )
    return old.length > 0
  }

  #listen(): void {
    if (this.#isListening || !this.#store.hasChannels) return
    this.#isListening = true
    this.#store
      .subscribe(RUN_ENDS_CHANNEL, (message) => {
        for (const end of readRunEnds(message)) void this.#quietly(() => this.#settleReported(end))
      })
      .catch(() => {
        // The store is away: the next call tries again.
        this.#isListening = false
      })
  }

  /** Settles what a webhook reported, unless another process does, and takes it out of the store. */
  async #settleReported(end: RunEnd): Promise<void> {
    const record = await this.#runs.findOpen(end)
    if (record) {
      const priced = isPriced(end) ? end : await this.#readPrice(end, record)
      if (!priced) return
      await this.#settle(priced)
    }
    await this.#ends.change(RUN_ENDS_KEY, (ends) => ({
      next: ends?.filter(({ requestId }) => requestId !== end.requestId),
      result: undefined,
    }))
  }

  /** One process reads the price that a delivery lacks; undefined for the others. */
  async #readPrice(end: RunEnd, { scope }: RunRecord): Promise<RunEnd | undefined> {
    const hasOneKey = typeof this.#options.apiKey !== 'function'
    const upstream = this.#upstreams.get(scope) ?? (hasOneKey ? this.#lastUpstream : undefined)
    if (!upstream) return end
    const claim = `pricing:${end.requestId.slice(0, 100)}`
    if (!(await this.#store.setIfAbsent(claim, '1', PRICE_CLAIM_MS))) return undefined
    return withPrice(upstream, end)
  }

  async #settle(end: RunEnd): Promise<void> {
    const record = await this.#runs.settle(end)
    if (!record) return
    const { userId, endpoint, clientId } = record
    const { requestId, ...bill } = end
    try {
      await this.#options.onSettled?.({
        ...(userId === undefined ? {} : { userId }),
        endpoint,
        requestId,
        ...(clientId === undefined ? {} : { clientId }),
        ...bill,
      })
    } catch (error) {
      this.#report(error, { stage: 'onSettled' })
    }
  }

  /** Where the store is away, the next webhook, update or read settles the run. */
  async #quietly(work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof StoreAway)) this.#report(error, { stage: 'store' })
    }
  }
}

function isPriced({ billingStatus, totalPrice }: RunEnd): boolean {
  return billingStatus === 'failed' || totalPrice !== undefined
}

/** Charged, but the price is not in every answer. */
async function withPrice(upstream: Upstream, end: RunEnd): Promise<RunEnd> {
  const item = await readItem(upstream, end.requestId)
  const price = isRecord(item) ? item['totalPrice'] : undefined
  return typeof price === 'string' ? { ...end, totalPrice: price } : end
}

async function readItem(upstream: Upstream, requestId: string): Promise<unknown> {
  if (!/^[A-Za-z0-9_-]{1,100}$/.test(requestId) || requestId === 'stream') return undefined
  try {
    const answer = await askPlatform(upstream, 'queue', `/requests/${requestId}`)
    return answer.ok ? answer.json : undefined
  } catch {
    return undefined
  }
}
