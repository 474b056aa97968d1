import type { RetryOptions } from '../config.js'

/** Wait before the next try, ms: full jitter, so that many clients do not come back together. `failures` counts from 1. */
export function backoff(
  failures: number,
  { baseMs, maxMs }: Pick<RetryOptions, 'baseMs' | 'maxMs'>,
  random: number,
): number {
  return random * Math.min(maxMs, baseMs * 2 ** (failures - 1))
}
