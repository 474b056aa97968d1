import { isRecord } from '../isolation/user.js'
import type { ProxyErrorContext, ProxyOptions } from '../options.js'
import type { GuardedStore } from '../store/guarded-store.js'
import { SETTLED_CHANNEL } from '../store/proxy-store.js'
import type { Upstream } from '../upstream/call-upstream.js'
import { askPlatform } from '../upstream/platform.js'
import type { UserState } from '../user-state.js'
import type { RunBook, Settlement } from './run-book.js'

/** A run that was just started is not asked about, and none twice within this time, ms. */
const RECONCILE_PAUSE_MS = 2_000
/** Runs that one check reads, oldest first. */
const MAX_RECONCILED = 20

/** Finds out how runs ended and what they cost, from whatever says so first, and settles each once. */
export class Settlements {
  /** Whether anything is to be known of runs beyond their answer. */
  readonly isOn: boolean
  readonly #options: ProxyOptions
  readonly #store: GuardedStore
  readonly #runs: RunBook
  readonly #report: (error: unknown, context: ProxyErrorContext) => void
  #isListening = false

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
    this.#report = report
  }

  /**
   * Takes a request item from wherever it came by: where it says how the run ended and what it cost, the run is settled. Never
   * rejects; a run that is not tracked costs one read of the store.
   */
  async settleFrom(upstream: Upstream, item: unknown): Promise<void> {
    if (!this.isOn) return
    const ended = settlementOf(item)
    if (!ended) return
    const { id, settlement } = ended
    if (settlement.billingStatus !== 'failed' && settlement.totalPrice === undefined) {
      // Charged, but the price is not in every answer.
      const read = await readItem(upstream, id)
      const price = isRecord(read) ? read['totalPrice'] : undefined
      if (typeof price === 'string') settlement.totalPrice = price
    }
    await this.#settle(id, settlement)
  }

  /** Settles what a webhook handler with the same store says. Called when there is something to settle. */
  listen(): void {
    if (this.#isListening || !this.#store.hasChannels) return
    this.#isListening = true
    this.#store
      .subscribe(SETTLED_CHANNEL, (message) => {
        const ended = readMessage(message)
        if (ended) void this.#settle(ended.id, ended.settlement)
      })
      .catch(() => {
        // The store is away: the next submit tries again.
        this.#isListening = false
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

  async #settle(requestId: string, settlement: Settlement): Promise<void> {
    let record
    try {
      record = await this.#runs.settle(requestId, settlement)
    } catch {
      // The store is away: the next read of the run settles it.
      return
    }
    if (!record) return
    const { userId, endpoint, clientId } = record
    try {
      await this.#options.onSettled?.({
        ...(userId === undefined ? {} : { userId }),
        endpoint,
        requestId,
        ...(clientId === undefined ? {} : { clientId }),
        ...settlement,
      })
    } catch (error) {
      this.#report(error, { stage: 'onSettled' })
    }
  }
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

function settlementOf(item: unknown): { id: string; settlement: Settlement } | undefined {
  if (!isRecord(item) || typeof item['id'] !== 'string') return undefined
  const { id, status, billingStatus, totalPrice } = item
  if (status === 'FAILED' || status === 'CANCELLED' || (status === 'COMPLETED' && billingStatus === 'failed'))
    return { id, settlement: { billingStatus: 'failed' } }
  if (status !== 'COMPLETED' || (billingStatus !== 'charged' && billingStatus !== 'partial')) return undefined
  return {
    id,
    settlement: { billingStatus, ...(typeof totalPrice === 'string' ? { totalPrice } : {}) },
  }
}

function readMessage(message: string): { id: string; settlement: Settlement } | undefined {
  try {
    const { requestId, ...item } = JSON.parse(message) as Record<string, unknown>
    return settlementOf({ ...item, id: requestId, status: 'COMPLETED' })
  } catch {
    return undefined
  }
}
