import type { Environment } from '../environment.js'
import { wait } from '../../shared/retry.js'

/** A page that is closed or reloaded keeps its locks until the browser has put it away; no upload waits longer for that, ms. */
const MAX_LEAVING_MS = 1_000

/** Browsers open no more connections than this to one HTTP/1.1 host, for all tabs together. */
export const CONNECTIONS = 6

/** Another tab may be frozen with a connection in its name: after this time the browser's own queue decides, ms. */
const MAX_CONNECTION_WAIT_MS = 10_000

/** What is needed of the environment. */
type Tabs = Pick<Environment, 'clock' | 'locks'>

/**
 * Claims a file's record for one upload, in this page and across tabs; resolves with the function that gives it back,
 * or with undefined where another upload has it. Two uploads of one file at once would finish each other's parts.
 */
export async function claim(
  key: string,
  held: Set<string>,
  environment: Tabs,
  signal: AbortSignal,
): Promise<(() => void) | undefined> {
  if (held.has(key)) return undefined
  held.add(key)
  const name = `modelrunner-react:upload:${key}`
  const release = await lockAcrossTabs(name, MAX_LEAVING_MS, environment, signal)
  if (!release) {
    held.delete(key)
    return undefined
  }
  return () => {
    held.delete(key)
    release()
  }
}

/**
 * Takes one of the connections to a host that the tabs of this browser share, as far as they can know of each other:
 * a request that waits in the browser's queue cannot be distinguished from one that stands still.
 */
export function createConnections(environment: Tabs) {
  const used = new Map<string, Set<number>>()
  return async (url: string, signal: AbortSignal): Promise<() => void> => {
    const locks = environment.locks()
    if (!locks) return nothing
    const { origin } = new URL(url)
    const ours = used.get(origin) ?? new Set()
    used.set(origin, ours)
    const free = Array.from({ length: CONNECTIONS }, (_, index) => index).filter((index) => !ours.has(index))
    const name = (index: number) => `modelrunner-react:connection:${origin}:${index}`
    const taken = (index: number, unlock: () => void) => {
      return () => {
        ours.delete(index)
        unlock()
      }
    }
    for (const index of free) {
      if (ours.has(index)) continue
      ours.add(index)
      const unlock = await lockIfFree(name(index), locks)
      if (unlock) return taken(index, unlock)
      ours.delete(index)
    }
    const index = free[Math.floor(environment.clock.random() * free.length)]
    if (index === undefined || ours.has(index)) return nothing
    ours.add(index)
    const unlock = await lockAcrossTabs(name(index), MAX_CONNECTION_WAIT_MS, environment, signal)
    return taken(index, unlock ?? nothing)
  }
}

type Locks = Pick<LockManager, 'request'>

function lockIfFree(name: string, locks: Locks): Promise<(() => void) | undefined> {
  return new Promise((resolve) => {
    locks
      .request(name, { ifAvailable: true }, (lock) =>
        lock ? new Promise<void>((unlock) => resolve(unlock)) : resolve(undefined),
      )
      .catch(() => resolve(nothing))
  })
}

function lockAcrossTabs(
  name: string,
  maxWaitMs: number,
  environment: Tabs,
  signal: AbortSignal,
): Promise<(() => void) | undefined> {
  const locks = environment.locks()
  if (!locks) return Promise.resolve(nothing)
  const asked = new AbortController()
  const answered = new AbortController()
  const giveUp = () => asked.abort()
  void wait(maxWaitMs, environment.clock, answered.signal).then(giveUp)
  signal.addEventListener('abort', giveUp)
  const lock = new Promise<(() => void) | undefined>((resolve) => {
    locks
      .request(name, { signal: asked.signal }, () => new Promise<void>((unlock) => resolve(unlock)))
      // Forbidden here (a sandboxed frame): this page alone is guarded.
      .catch(() => resolve(asked.signal.aborted ? undefined : nothing))
  })
  return lock.finally(() => {
    answered.abort()
    signal.removeEventListener('abort', giveUp)
  })
}

function nothing(): void {}
