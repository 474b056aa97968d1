import { sleep } from '../../shared/retry.js'
import { Refusal } from '../refusal.js'
import { StoreAway, type GuardedStore } from '../store/guarded-store.js'
import { CLIENT_CLOSED_STATUS } from '../upstream/gate.js'
import { PlatformAnswer } from '../upstream/platform.js'
import type { StoreAge } from '../store/store-age.js'
import { Claim, CLAIM_STALE_MS, type Entry, unref } from './submit-claim.js'

/**
 * What is known after a submit was sent: it was accepted, it was refused (nothing was queued), or nobody knows, and then
 * it may have been queued and will be billed.
 */
export type SubmitOutcome =
  | { type: 'accepted'; answer: PlatformAnswer; requestId: string }
  | { type: 'refused'; answer: PlatformAnswer | Refusal }
  | { type: 'unknown'; answer: PlatformAnswer | Refusal }

/** The platform's request list may lag behind what it accepted by seconds: after so long it shows a submit, ms. */
export const SETTLING_MS = 6_000
/** Clocks of two servers may differ by so much. */
const CLOCK_SKEW_MS = 5_000
/** How often the list is read until then, ms. */
const LOOK_MS = 1_000
/** How often another process's claim is looked at while its submit is under way. */
const POLL_MS = 150
/** What could not be written because the store was away is tried again this often, and for so long. */
const SAVE_RETRY_MS = 1_000
const SAVE_LIMIT_MS = 10 * 60 * 1000

export interface SubmitSteps {
  /** Sends it to the platform. Never throws: what went wrong is an outcome. */
  send(): Promise<SubmitOutcome>
  /**
   * Looks for the request that an earlier attempt may have made.
   * @param isStrict whether not knowing must stop the submit: there was an attempt, or several processes may have made one
   * @throws Refusal where it is strict and nobody knows; then nothing must be sent
   */
  find(isStrict: boolean): Promise<SubmitOutcome | undefined>
}

/** One submit in this process, and whose browsers wait for it. Its end is undefined where all had left before it was sent. */
interface UnderWay {
  readonly end: Promise<SubmitOutcome | undefined>
  readonly callers: Set<AbortSignal>
}

/** Makes one submit of all that carry the same client id, user and endpoint, in all processes that share the store. */
export class SubmitLedger {
  readonly #store: GuardedStore
  readonly #age: StoreAge
  readonly #underWay = new Map<string, UnderWay>()
  /** Ends of submits that the store could not take yet. */
  readonly #unsaved = new Map<string, SubmitOutcome>()

  constructor(store: GuardedStore, age: StoreAge) {
    this.#store = store
    this.#age = age
  }

  /**
   * @param caller aborts when the browser of this call has left. What nobody waits for any more is not sent: a browser that
   * repeats a call by itself may have had the repetition refused meanwhile, and its page takes that for the answer.
   * @throws Refusal 499 where nothing was sent for that reason
   */
  async submit(
    key: string,
    steps: SubmitSteps,
    caller: AbortSignal,
  ): Promise<{ outcome: SubmitOutcome; isRepeated: boolean }> {
    const underWay = this.#underWay.get(key)
    if (underWay) {
      underWay.callers.add(caller)
      const outcome = await underWay.end
      return outcome ? { outcome, isRepeated: true } : this.submit(key, steps, caller)
    }
    let isSent = false
    const send = () => {
      isSent = true
      return steps.send()
    }
    const callers = new Set([caller])
    const isWanted = () => [...callers].some((signal) => !signal.aborted)
    const end = this.#run(key, { ...steps, send }, isWanted)
    this.#underWay.set(key, { end, callers })
    try {
      const outcome = await end
      if (!outcome) throw new Refusal(CLIENT_CLOSED_STATUS, 'The browser left before anything was sent.')
      return { outcome, isRepeated: !isSent }
    } catch (error) {
      throw error instanceof StoreAway ? storeAway() : error
    } finally {
      this.#underWay.delete(key)
    }
  }

  async #run(key: string, steps: SubmitSteps, isWanted: () => boolean): Promise<SubmitOutcome | undefined> {
    const unsaved = this.#unsaved.get(key)
    if (unsaved?.type === 'accepted') return unsaved
    const claim = await this.#claim(key)
    if ('outcome' in claim) return claim.outcome
    try {
      const found =
        claim.suspectedAt === undefined
          ? claim.isUncertain
            ? await steps.find(this.#age.isShared)
            : undefined
          : await findSettled(steps, claim.suspectedAt)
      const outcome = found ?? (isWanted() ? await steps.send() : undefined)
      await this.#finish(key, claim, outcome ?? claim.suspectedAt)
      return outcome
    } catch (error) {
      // The earlier attempt, if there was one, stays as unknown as it was.
      await this.#finish(key, claim, claim.suspectedAt)
      throw error
    } finally {
      claim.stop()
    }
  }

  /** Waits until this process alone may send, or until another one has the outcome. */
  async #claim(key: string): Promise<Claim | { outcome: SubmitOutcome }> {
    let watched: { text: string; since: number } | undefined
    for (;;) {
      const text = await this.#store.get(key)
      if (text === undefined) {
        const isUncertain = await this.#age.waitUntilTrusted()
        const claim = new Claim(this.#store, key, { isUncertain })
        if (await claim.begin(undefined)) return claim
        continue
      }
      const entry = JSON.parse(text) as Entry // only this class writes it
      if (entry.state === 'accepted') return { outcome: acceptedOutcome(entry) }
      if (entry.state === 'unknown') {
        // Another server's clock may be ahead: the list is waited for once, not until that time.
        const claim = new Claim(this.#store, key, { suspectedAt: Math.min(entry.at, Date.now()) })
        if (await claim.begin(text)) return claim
        continue
      }
      if (watched?.text !== text) watched = { text, since: performance.now() }
      const isStale =
        entry.renewed + CLAIM_STALE_MS + CLOCK_SKEW_MS < Date.now() ||
        performance.now() - watched.since > CLAIM_STALE_MS
      if (isStale) {
        // Its process ended between the claim and the outcome: the submit may have been sent.
        const claim = new Claim(this.#store, key, { suspectedAt: Math.min(entry.renewed, Date.now()) })
        if (await claim.begin(text)) return claim
        continue
      }
      await sleep(POLL_MS)
    }
  }

  /** @param outcome the outcome; a time where an earlier attempt stays unknown since then; undefined where nothing was sent */
  async #finish(key: string, claim: Claim, outcome: SubmitOutcome | number | undefined): Promise<void> {
    claim.stop()
    const entry = entryOf(outcome)
    const save = () => claim.end(entry)
    try {
      await save()
    } catch {
      if (typeof outcome === 'object') this.#saveLater(key, outcome, save)
    }
  }

  #saveLater(key: string, outcome: SubmitOutcome, save: () => Promise<void>): void {
    const since = performance.now()
    this.#unsaved.set(key, outcome)
    const attempt = async () => {
      try {
        await save()
        this.#unsaved.delete(key)
      } catch {
        if (performance.now() - since > SAVE_LIMIT_MS) this.#unsaved.delete(key)
        else later()
      }
    }
    const later = () => unref(setTimeout(() => void attempt(), SAVE_RETRY_MS))
    later()
  }
}

function entryOf(outcome: SubmitOutcome | number | undefined): Entry | undefined {
  if (outcome === undefined) return undefined
  if (typeof outcome === 'number') return { state: 'unknown', at: outcome }
  if (outcome.type === 'refused') return undefined
  if (outcome.type === 'unknown') return { state: 'unknown', at: Date.now() }
  const { requestId, answer } = outcome
  return { state: 'accepted', requestId, status: answer.status, text: answer.text }
}

function acceptedOutcome({ requestId, status, text }: Entry & { state: 'accepted' }): SubmitOutcome {
  return { type: 'accepted', requestId, answer: PlatformAnswer.json(status, text) }
}

async function findSettled(steps: SubmitSteps, suspectedAt: number): Promise<SubmitOutcome | undefined> {
  for (;;) {
    // What is read now says how it was until now.
    const rest = Math.min(SETTLING_MS, SETTLING_MS - (Date.now() - suspectedAt))
    const found = await steps.find(true)
    if (found || rest <= 0) return found
    await sleep(Math.min(rest, LOOK_MS))
  }
}

export function storeAway(): Refusal {
  return new Refusal(
    503,
    'Nothing was sent: the store that keeps a submit from being made twice is not available. Try again in a moment; reads go on meanwhile.',
    { 'retry-after': '5' },
    { code: 'STORE_UNAVAILABLE' },
  )
}
