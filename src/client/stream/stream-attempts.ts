import { backoff } from '../../shared/retry.js'
import type { DownReason } from './stream-source.js'

/** A stream that something in between swallows is tried again after this, doubling up to the second, ms. */
const UNUSABLE_RETRY_MS = 30_000
const UNUSABLE_RETRY_MAX_MS = 5 * 60_000

/** A stream that ends sooner after its first event counts as one more failure in a row, ms. */
const STEADY_MS = 5_000

/** How the attempts to open the stream went, and from when on the next one may be made. */
export interface Attempts {
  /** That broke, in a row, without a steady stream between them. */
  readonly failures: number
  /** That could not be used, in a row. Holds for the session: a stream that gives nothing is not opened again for each run. */
  readonly unusable: number
  /** By the monotonic clock, ms. */
  readonly notBefore: number
}

export const NO_ATTEMPTS: Attempts = { failures: 0, unusable: 0, notBefore: -Infinity }

export interface AttemptEnd {
  reason: DownReason
  /** From its first event to its end, ms. Undefined: it gave none. */
  steadyMs: number | undefined
  /** What the server asked for (`Retry-After`), ms. */
  askedToWaitMs: number
}

export interface AttemptWorld {
  retry: { baseMs: number; maxMs: number }
  /** By the monotonic clock, ms. */
  now: number
  /** 0 ≤ x < 1 */
  random: number
}

/** The only place where a wait before the next attempt is decided. */
export function afterEnd(before: Attempts, end: AttemptEnd, { retry, now, random }: AttemptWorld): Attempts {
  const isUnusable = end.reason === 'unusable'
  const inARow = (end.steadyMs ?? 0) >= STEADY_MS ? 0 : before.failures
  const failures = isUnusable ? inARow : inARow + 1
  const ms = isUnusable ? unusableMs(before.unusable) * (0.75 + random / 4) : backoff(failures, retry, random)
  return {
    failures,
    unusable: before.unusable + (isUnusable ? 1 : 0),
    notBefore: now + Math.max(ms, end.askedToWaitMs),
  }
}

/** It was closed by this side before it gave a byte: nobody waits for it again at once. */
export function afterSilentClose(before: Attempts, now: number): Attempts {
  return { ...before, unusable: before.unusable + 1, notBefore: now + unusableMs(before.unusable) }
}

function unusableMs(unusable: number): number {
  return Math.min(UNUSABLE_RETRY_MAX_MS, UNUSABLE_RETRY_MS * 2 ** unusable)
}

/** How long a stream that is wanted now has to wait for what was learnt before, ms. */
export function heldBackMs({ unusable, notBefore }: Attempts, now: number): number {
  return unusable ? Math.max(0, notBefore - now) : 0
}
