import type { Time } from '../environment.js'

/** Resolves after `ms`, or at once when the signal aborts: the caller looks at the signal. */
export function wait(ms: number, clock: Time, signal?: AbortSignal): Promise<void> {
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
