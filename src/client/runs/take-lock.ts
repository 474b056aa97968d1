import type { Environment } from '../environment.js'

/** How a lock was had: at once, after another tab had it, or not at all. */
export type Hold = 'at-once' | 'after-another' | 'none'

export interface LockOptions {
  environment: Environment
  /** Waiting ends at once when it aborts. */
  signal?: AbortSignal
  /** Waiting ends after this, ms. */
  patienceMs: number
}

/**
 * Takes a lock that all tabs of the origin share, until `leave` is called. `none` where the browser has no Web Locks or
 * forbids them, and where another tab (hung, frozen for hours) does not let go within `patienceMs`: nothing waits for ever.
 */
export function takeLock(
  name: string,
  { environment: { clock, locks: findLocks }, signal, patienceMs }: LockOptions,
): Promise<{ hold: Hold; leave(): void }> {
  const locks = findLocks()
  return new Promise((resolve) => {
    const giveUp = new AbortController()
    const give = (hold: Hold, leave = () => {}) => {
      stopWaiting()
      signal?.removeEventListener('abort', leaveWithout)
      resolve({ hold, leave })
    }
    const leaveWithout = () => {
      giveUp.abort()
      give('none')
    }
    const stopWaiting = clock.after(patienceMs, leaveWithout)
    const hold = (how: Hold) => () =>
      // A lock that comes too late is given back.
      giveUp.signal.aborted ? undefined : new Promise<void>((leave) => give(how, leave))
    if (!locks || signal?.aborted) return leaveWithout()
    signal?.addEventListener('abort', leaveWithout)
    locks
      .request(name, { ifAvailable: true }, async (lock) => {
        if (!lock) return 'taken'
        await hold('at-once')()
        return undefined
      })
      .then((how) =>
        how === 'taken' ? locks.request(name, { signal: giveUp.signal }, hold('after-another')) : undefined,
      )
      // Locks that are there but forbidden must not stop a submit.
      .catch(leaveWithout)
  })
}
