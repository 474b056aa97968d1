import type { ModelRunnerError } from '../../client/errors/model-runner-error.js'

/** Tries that a notice may make by itself before a user has to. */
export const MAX_AUTOMATIC_TRIES = 5

/** An error that comes later than this after a try is a new trouble, not the same one again; ms. */
const CALM_MS = 120_000

interface Budget {
  tries: number
  /** ms since the epoch */
  triedAt: number
}

/** What was tried already. One per client, so that a notice that is taken away and put back does not start over. */
export interface RetryLedger {
  /** Marks an error as retried; false where it was before. */
  spend(error: ModelRunnerError): boolean
  /** Automatic tries made so far for what `key` retries. */
  triesOf(key: object, now: number): number
  count(key: object, now: number): void
  /** A user took over: automatic tries start over. */
  forgive(key: object): void
}

export function createRetryLedger(): RetryLedger {
  const spent = new WeakSet<ModelRunnerError>()
  const budgets = new WeakMap<object, Budget>()
  function triesOf(key: object, now: number) {
    const budget = budgets.get(key)
    return budget && now - budget.triedAt <= CALM_MS ? budget.tries : 0
  }
  return {
    spend(error) {
      if (spent.has(error)) return false
      spent.add(error)
      return true
    },
    triesOf,
    count(key, now) {
      budgets.set(key, { tries: triesOf(key, now) + 1, triedAt: now })
    },
    forgive(key) {
      budgets.delete(key)
    },
  }
}
