/**
 * Time for client and emulator alike: one clock can drive both. Give `createManualClock()` of
 * `modelrunner-react/emulator` in tests; everything is in ms.
 */
export interface Clock {
  /** ms since the epoch. May be wrong, jump, or step back, as a machine's clock does. */
  now(): number
  setTimeout(callback: () => void, ms: number): unknown
  clearTimeout(handle: unknown): void
  /** ms since an arbitrary start; never steps back. @default now */
  monotonic?(): number
  /** 0 ≤ x < 1, for jitter. @default Math.random */
  random?(): number
}
