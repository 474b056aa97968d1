import type { Time } from '../environment.js'

/** A moment on both clocks, ms. */
export interface Instant {
  readonly wall: number
  readonly monotonic: number
}

export function instant(clock: Time): Instant {
  return { wall: clock.now(), monotonic: clock.monotonic() }
}

/**
 * How long ago it was, ms, or longer: a machine that sleeps may stop the monotonic clock, and the wall clock may be set. To find what
 * may be dead, where one check too many costs little.
 */
export function longestSince(clock: Time, { wall, monotonic }: Instant): number {
  return Math.max(clock.now() - wall, clock.monotonic() - monotonic)
}
