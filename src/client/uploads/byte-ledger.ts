import type { Progress } from '../upload-updates.js'
import { progressOf } from './upload-progress.js'

/** Counts the bytes of one file on its way, part by part, and shows them without ever going back. */
export interface ByteLedger {
  /** A new try, of which so many bytes are on the server already. What is shown stays until it is overtaken. */
  begin(confirmed: number): void
  /** A part has sent so many of its bytes. */
  sending(part: number, sent: number, now: number): void
  /** The server took the part. */
  confirm(part: number, bytes: number): void
  /** What the part had sent is lost; what is shown stays until the real number has caught up. */
  drop(part: number): void
  /** A visible retry: counts and shows from nothing. */
  restart(): void
  progress(now: number): Progress
}

export function createByteLedger(
  total: number,
  onMoved: (bytes: number, now: number) => void = () => {},
): ByteLedger {
  const rate = createByteRate()
  const flying = new Map<number, number>()
  let confirmed = 0
  let shown = 0

  const real = () => [...flying.values()].reduce((sum, bytes) => sum + bytes, confirmed)

  return {
    begin(bytes) {
      flying.clear()
      confirmed = bytes
      rate.reset()
    },
    sending(part, sent, now) {
      const moved = sent - (flying.get(part) ?? 0)
      if (moved <= 0) return
      flying.set(part, sent)
      rate.add(moved, now)
      onMoved(moved, now)
    },
    confirm(part, bytes) {
      flying.delete(part)
      confirmed += bytes
    },
    drop(part) {
      flying.delete(part)
    },
    restart() {
      flying.clear()
      confirmed = 0
      shown = 0
      rate.reset()
    },
    progress(now) {
      const sent = Math.min(real(), total)
      shown = Math.max(shown, sent)
      return progressOf({
        loaded: shown,
        total,
        isDone: false,
        bytesPerSecond: rate.at(now),
        left: total - sent,
      })
    },
  }
}

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
