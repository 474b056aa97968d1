import type { Clock } from '../protocol/clock.js'

/** Waits longer than this do not keep a Node process alive by themselves, ms. */
const UNREF_AFTER_MS = 20_000

/** The machine's clock. Reads the global timers at call time, so that a test's fake timers are used. */
export const realClock: Clock = {
  now: () => Date.now(),
  setTimeout: (callback, ms) => {
    const handle: unknown = globalThis.setTimeout(callback, ms)
    if (ms > UNREF_AFTER_MS && typeof handle === 'object' && handle && 'unref' in handle) {
      const { unref } = handle
      if (typeof unref === 'function') unref.call(handle)
    }
    return handle
  },
  clearTimeout: (handle) => {
    // The handle is whatever the line above got: a number in browsers, an object in Node.
    globalThis.clearTimeout(handle as Parameters<typeof globalThis.clearTimeout>[0])
  },
}

/** Resolves after `ms` of the clock. */
export function wait(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => void clock.setTimeout(resolve, ms))
}

/** A clock that moves only by `advance()`. */
export interface ManualClock extends Clock {
  /** Moves on by `ms`, running what falls due in order, and lets promises settle in between. */
  advance(ms: number): Promise<void>
  /** Waits that are not due yet. */
  pending(): number
}

interface Timer {
  at: number
  order: number
  callback: () => void
}

/**
 * For tests: six hours in a millisecond, the same every time.
 *
 * @example
 * const clock = createManualClock()
 * const emulator = createEmulator({ clock })
 * await clock.advance(6 * 60 * 60 * 1000)
 */
export function createManualClock(start = Date.UTC(2026, 8, 1)): ManualClock {
  let now = start
  let order = 0
  const timers = new Set<Timer>()
  const nextUntil = (end: number): Timer | undefined =>
    [...timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at || a.order - b.order)[0]

  return {
    now: () => now,
    setTimeout: (callback, ms) => {
      const timer = { at: now + Math.max(0, ms), order: order++, callback }
      timers.add(timer)
      return timer
    },
    clearTimeout: (handle) => {
      // Only what setTimeout gave is ever in the set.
      timers.delete(handle as Timer)
    },
    pending: () => timers.size,
    advance: async (ms) => {
      const end = now + ms
      await settled()
      for (let timer = nextUntil(end); timer; timer = nextUntil(end)) {
        timers.delete(timer)
        now = timer.at
        timer.callback()
        await settled()
      }
      now = end
      await settled()
    },
  }
}

/** Chains of promises that were ready have run. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}
