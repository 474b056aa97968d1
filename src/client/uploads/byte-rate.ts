/** The speed forgets what lies longer back than about this, ms: long enough not to jump, short enough to follow. */
const MEMORY_MS = 5_000

/** Bytes reported within this time count as one sample, ms: browsers report in bursts. */
const SAMPLE_MS = 250

/** The first value is shown after this, ms: the first burst only fills buffers. */
const WARM_UP_MS = 1_000

export interface ByteRate {
  /** Bytes that were sent just now. */
  add(bytes: number, now: number): void
  /** Bytes per second, 0 while unknown. */
  at(now: number): number
  /** Forgets everything, e.g. after a pause. */
  reset(): void
}

/** Speed of sending as an exponentially weighted mean over time. Pure: the time is handed in. */
export function createByteRate(): ByteRate {
  let rate = 0
  let pending = 0
  let startedAt: number | undefined
  let sampledAt = 0

  function sample(now: number): void {
    const elapsed = now - sampledAt
    if (elapsed < SAMPLE_MS) return
    // The weight of the first samples is that of a plain mean, so that the start does not count as a standstill.
    const age = now - (startedAt ?? now)
    const weight = Math.max(1 - Math.exp(-elapsed / MEMORY_MS), elapsed / Math.max(age, elapsed, 1))
    rate += Math.min(weight, 1) * ((pending * 1000) / elapsed - rate)
    pending = 0
    sampledAt = now
  }

  return {
    add(bytes, now) {
      if (startedAt === undefined) {
        startedAt = now
        sampledAt = now
      }
      pending += bytes
      sample(now)
    },
    at(now) {
      if (startedAt === undefined || now - startedAt < WARM_UP_MS) return 0
      sample(now)
      return rate
    },
    reset() {
      rate = 0
      pending = 0
      startedAt = undefined
    },
  }
}
