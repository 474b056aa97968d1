import type { Fault } from './faults/fault.js'

/** What `emulator.set` changes. A call changes only what it names. */
export interface EmulatorSettings {
  /** Replaces the list of faults. */
  faults: Fault[]
  /** Wait before every answer, ms. */
  latencyMs: number
  /** The account's balance, USD. */
  balance: string | number
  /** The API keys that are known; null: any non-empty key is. */
  keys: readonly string[] | null
  /** Time in the queue for every model, ms; null: each model's own. */
  queueMs: number | null
  /** Time at work for every model, ms; null: each model's own. */
  runMs: number | null
  /** How long `test/slow` works, ms. */
  slowMs: number
  /**
   * Whether the settling of a bill is an event of its own. `none`: it is not a status transition, so no update tells of it.
   * `event`: COMPLETED goes out with billing `pending` first, a second update tells how it was settled.
   */
  billingUpdate: 'none' | 'event'
  /** How long a finished request rests on billing `pending`, ms; null: 0 with `billingUpdate: 'none'` (one event carries all), else 400. */
  billingDelayMs: number | null
  /** `Retry-After` of the answers with 429; null: none, as the platform does. */
  retryAfter: string | null
  /** What the result URL answers while the request is not finished. */
  unfinishedStatus: 409 | 400
  /** Whether storage lets a browser read the ETag of a part. */
  exposeEtag: boolean
  /** Whether the initiate answer offers a relay. Only where the call asks for it. */
  relay: boolean
}

export const DEFAULT_SETTINGS: Omit<EmulatorSettings, 'balance' | 'latencyMs'> = {
  faults: [],
  keys: null,
  queueMs: null,
  runMs: null,
  slowMs: 30_000,
  billingUpdate: 'none',
  billingDelayMs: null,
  retryAfter: null,
  unfinishedStatus: 409,
  exposeEtag: true,
  relay: true,
}
