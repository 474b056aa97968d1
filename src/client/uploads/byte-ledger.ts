import { createByteRate } from './byte-rate.js'
import type { Progress } from '../progress.js'
import { progressOf } from './progress-of.js'

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
