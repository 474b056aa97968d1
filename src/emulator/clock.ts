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
