/** Time and chance, injected so that tests own both. */
export interface Clock {
  /** ms since the epoch */
  now(): number
  /** ms since some moment; not moved by whoever sets the machine's clock. @default now() */
  monotonic?(): number
  /** Calls back after `ms`; returns a function that calls it off. */
  after(ms: number, callback: () => void): () => void
  /** 0 ≤ x < 1 */
  random(): number
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
  random: () => Math.random(),
}

/** For durations: unlike `now()` it never steps. */
export function monotonicNow(clock: Clock): number {
  return clock.monotonic?.() ?? clock.now()
}
