import type { Time } from '../../src/client/environment.js'
import type { Clock } from '../../src/protocol/clock.js'

interface Timer {
  at: number
  order: number
  callback: () => void
}

/** Time that moves only when it is told to, for client and emulator alike. Chance comes from a seed. */
export class FakeClock implements Time, Clock {
  #now: number
  #order = 0
  #stepped = 0
  #seed: number
  readonly #timers = new Map<number, Timer>()

  constructor({ now = Date.UTC(2026, 0, 1), seed = 1 } = {}) {
    this.#now = now
    this.#seed = seed
  }

  now = () => this.#now

  monotonic = () => this.#now - this.#stepped

  after = (ms: number, callback: () => void) => {
    const handle = this.setTimeout(callback, ms)
    return () => this.clearTimeout(handle)
  }

  setTimeout = (callback: () => void, ms: number): number => {
    const order = ++this.#order
    this.#timers.set(order, { at: this.#now + Math.max(0, ms), order, callback })
    return order
  }

  clearTimeout = (handle: unknown) => {
    if (typeof handle === 'number') this.#timers.delete(handle)
  }

  /** mulberry32 */
  random = () => {
    this.#seed = (this.#seed + 0x6d2b79f5) | 0
    let t = Math.imul(this.#seed ^ (this.#seed >>> 15), 1 | this.#seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }

  /** Timers that wait. */
  get pending(): number {
    return this.#timers.size
  }

  /** The machine's wall clock is set: nothing else moves, and no timer is due for it. */
  step(ms: number): void {
    this.#now += ms
    this.#stepped += ms
    for (const timer of this.#timers.values()) timer.at += ms
  }

  /** The machine sleeps: the time goes on, but timers do not; on waking they have as long to go as before. */
  sleep(ms: number): void {
    this.#now += ms
    for (const timer of this.#timers.values()) timer.at += ms
  }

  /** Moves time on, timer by timer, and lets everything that follows from each happen. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms
    await settle()
    for (;;) {
      const next = [...this.#timers.values()]
        .filter(({ at }) => at <= end)
        .sort((a, b) => a.at - b.at || a.order - b.order)[0]
      if (!next) break
      this.#timers.delete(next.order)
      this.#now = Math.max(this.#now, next.at)
      next.callback()
      await settle()
    }
    this.#now = end
  }
}

/** Lets promises, streams and bodies that are ready come through; no time passes. */
export async function settle(turns = 12): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise<void>((resolve) => setImmediate(resolve))
}
