import { BoundedMap } from '../bounded-map.js'
import type { PlatformAnswer } from '../upstream/platform.js'
import type { Refusal } from '../refusal.js'
import { isRecord } from '../isolation/user.js'

/** How many submits are remembered (about 1 kB each), and for how long: a browser repeats within seconds, a user's reload within minutes. */
const MAX_REMEMBERED_SUBMITS = 5_000
const REMEMBERED_SUBMIT_MS = 60 * 60 * 1000

/** A submit may take so long to appear in the request list. */
export const SETTLING_MS = 2_000

interface SubmitSteps {
  /** Sends it to the platform. Never throws: what went wrong is an outcome. */
  send(): Promise<SubmitOutcome>
  /** Looks for the request that an earlier attempt may have made; throws where that cannot be told. */
  find(): Promise<SubmitOutcome | undefined>
}

type Remembered = SubmitOutcome & { type: 'accepted' | 'unknown' }

/** Makes one submit of all that carry the same client id, user and endpoint. */
export class SubmitLedger {
  readonly #underWay = new Map<string, Promise<SubmitOutcome>>()
  readonly #remembered: BoundedMap<{ outcome: Remembered; at: number }>
  readonly #settlingMs: number

  constructor(settlingMs = SETTLING_MS, max = MAX_REMEMBERED_SUBMITS, ttlMs = REMEMBERED_SUBMIT_MS) {
    this.#settlingMs = settlingMs
    this.#remembered = new BoundedMap(max, ttlMs)
  }

  async submit(key: string, steps: SubmitSteps): Promise<{ outcome: SubmitOutcome; isRepeated: boolean }> {
    const underWay = this.#underWay.get(key)
    if (underWay) return { outcome: await underWay, isRepeated: true }
    const earlier = this.#remembered.get(key)
    if (earlier?.outcome.type === 'accepted') return { outcome: earlier.outcome, isRepeated: true }
    let isSent = false
    const send = () => {
      isSent = true
      return steps.send()
    }
    const run = this.#run(key, { ...steps, send }, earlier?.at)
    this.#underWay.set(key, run)
    try {
      const outcome = await run
      return { outcome, isRepeated: !isSent }
    } finally {
      this.#underWay.delete(key)
    }
  }

  /** @param unknownSince when an earlier attempt was lost, if one was */
  async #run(key: string, steps: SubmitSteps, unknownSince: number | undefined): Promise<SubmitOutcome> {
    const found = unknownSince === undefined ? undefined : await this.#findSettled(steps, unknownSince)
    const outcome = found ?? (await steps.send())
    if (outcome.type === 'refused') this.#remembered.delete(key)
    else this.#remembered.set(key, { outcome: outcome as Remembered, at: Date.now() }) // not refused: one of the others
    return outcome
  }

  async #findSettled(steps: SubmitSteps, unknownSince: number): Promise<SubmitOutcome | undefined> {
    const found = await steps.find()
    const rest = this.#settlingMs - (Date.now() - unknownSince)
    if (found || rest <= 0) return found
    await new Promise((resolve) => setTimeout(resolve, rest))
    return steps.find()
  }
}

/**
 * What is known after a submit was sent: it was taken, it was refused (nothing was queued), or nobody can
 * tell, and then it may have been queued and will be billed.
 */
export type SubmitOutcome =
  | { type: 'accepted'; answer: PlatformAnswer; requestId: string }
  | { type: 'refused'; answer: PlatformAnswer }
  | { type: 'unknown'; answer: PlatformAnswer | Refusal }

export function outcomeOfSubmit(answer: PlatformAnswer): SubmitOutcome {
  if (answer.ok) {
    const { json } = answer
    const requestId = isRecord(json) && typeof json['status'] === 'string' ? json['request_id'] : undefined
    if (typeof requestId === 'string' && requestId) return { type: 'accepted', answer, requestId }
    // A 2xx that says nothing usable counts as lost.
    return { type: 'unknown', answer }
  }
  const isRefused = answer.status >= 400 && answer.status < 500 && answer.status !== 408
  return { type: isRefused ? 'refused' : 'unknown', answer }
}
