/** Time and chance, injected so that tests own both. */
export interface Clock {
  /** ms since the epoch */
  now(): number
  /** Calls back after `ms`; returns a function that calls it off. */
  after(ms: number, callback: () => void): () => void
  /** 0 ≤ x < 1 */
  random(): number
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
  random: () => Math.random(),
}
