import type { Clock } from '../protocol/clock.js'

/** Time and chance as the client uses them; made from a `Clock`. */
export interface Time {
  /** ms since the epoch by this machine's clock, which may be wrong, jump, or step back: to show and to store, not to measure. */
  now(): number
  /** ms since an arbitrary start, for durations and deadlines; never steps back. Some machines stop it while they sleep. */
  monotonic(): number
  /** Calls back after `ms`; returns a function that cancels it. */
  after(ms: number, callback: () => void): () => void
  /** 0 ≤ x < 1 */
  random(): number
}

/** What happens to the page and its network, by the names of the DOM's events. */
export type PageEvent =
  'online' | 'offline' | 'focus' | 'visibilitychange' | 'pagehide' | 'pageshow' | 'freeze' | 'resume'

/** A channel between the tabs of one browser. */
export interface TabChannel {
  onmessage: ((event: MessageEvent) => void) | null
  postMessage(message: unknown): void
  close(): void
}

/** Everything the client reads of the machine, the browser and its other tabs. */
export interface Environment {
  readonly clock: Time
  /** The browser says that it has no connection. Proves nothing either way: never refuse or repeat a paid call because of it. */
  isOffline(): boolean
  /** The page is in the background. */
  isHidden(): boolean
  /** Calls back on each event of page and network until the returned function is called. */
  onPageEvent(listener: (event: PageEvent) => void): () => void
  /** Where resumable state is kept; null where there is none or a policy forbids it. */
  readonly storage: Storage | null
  /** Calls back when another tab wrote to the storage: with the key, or with null where all of it was cleared. */
  onStorage(listener: (key: string | null) => void): () => void
  /** Web Locks; undefined where the browser has none (plain http). A request may still be refused. */
  locks(): (Pick<LockManager, 'request'> & Partial<Pick<LockManager, 'query'>>) | undefined
  /** Undefined where the browser has no BroadcastChannel or a policy forbids it. */
  openChannel(name: string): TabChannel | undefined
}

/** This machine's clock. */
export const systemClock: Required<Clock> = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  random: () => Math.random(),
  setTimeout: (callback, ms) => setTimeout(callback, ms),
  // Only what the line above gave.
  clearTimeout: (handle) => clearTimeout(handle as ReturnType<typeof setTimeout>),
}

/** The browser as it is, or a server or worker without a page. Globals are read when they are needed: tests replace them. */
export function createEnvironment(
  clock: Clock = systemClock,
  storage: Storage | null = browserStorage(),
): Environment {
  return {
    clock: {
      now: () => clock.now(),
      monotonic: () => clock.monotonic?.() ?? clock.now(),
      random: () => clock.random?.() ?? Math.random(),
      after(ms, callback) {
        const timer = clock.setTimeout(callback, ms)
        return () => clock.clearTimeout(timer)
      },
    },
    isOffline: () => globalThis.navigator?.onLine === false,
    isHidden: () => globalThis.document?.visibilityState === 'hidden',
    onPageEvent(listener) {
      const abort = new AbortController()
      const listen = (target: EventTarget | undefined, ...events: PageEvent[]) => {
        for (const event of events) target?.addEventListener(event, () => listener(event), abort)
      }
      listen(globalThis.window, 'online', 'offline', 'focus', 'pagehide', 'pageshow')
      listen(globalThis.document, 'visibilitychange', 'freeze', 'resume')
      return () => abort.abort()
    },
    storage,
    onStorage(listener) {
      const onEvent = ({ key }: StorageEvent) => listener(key)
      globalThis.window?.addEventListener('storage', onEvent)
      return () => globalThis.window?.removeEventListener('storage', onEvent)
    },
    locks: () => globalThis.navigator?.locks,
    openChannel(name) {
      try {
        return new BroadcastChannel(name)
      } catch {
        return undefined
      }
    },
  }
}

function browserStorage(): Storage | null {
  try {
    return globalThis.window?.localStorage ?? null
  } catch {
    return null
  }
}
