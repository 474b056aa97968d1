/** Resolves after `ms`, or at once when the signal aborts: check the signal afterwards. */
export function wait(
  ms: number,
  clock: { after(ms: number, callback: () => void): () => void },
  signal?: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const done = () => {
      cancel()
      signal?.removeEventListener('abort', done)
      resolve()
    }
    const cancel = clock.after(ms, done)
    signal?.addEventListener('abort', done)
  })
}

/** Resolves after `ms` of the machine's clock: servers have no other. */
export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Wait before the next try, ms: exponential with full jitter, so that many clients do not return together. `failures` counts from 1. */
export function backoff(
  failures: number,
  { baseMs, maxMs }: { baseMs: number; maxMs: number },
  random: number,
): number {
  return random * Math.min(maxMs, baseMs * 2 ** (failures - 1))
}
