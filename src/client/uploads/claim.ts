import type { Time } from '../environment.js'
import { wait } from '../../shared/retry.js'

/** A page that is closed or reloaded keeps its locks until the browser has put it away; no upload waits longer for that, ms. */
const MAX_LEAVING_MS = 1_000

/**
 * Claims a file's record for one upload, in this page and across tabs; resolves with the function that gives it back,
 * or with undefined where another upload has it. Two uploads of one file at once would finish each other's parts.
 */
export async function claim(
  key: string,
  held: Set<string>,
  clock: Time,
  signal: AbortSignal,
): Promise<(() => void) | undefined> {
  if (held.has(key)) return undefined
  held.add(key)
  const release = await lockAcrossTabs(`modelrunner-react:upload:${key}`, clock, signal)
  if (!release) {
    held.delete(key)
    return undefined
  }
  return () => {
    held.delete(key)
    release()
  }
}

function lockAcrossTabs(name: string, clock: Time, signal: AbortSignal): Promise<(() => void) | undefined> {
  if (typeof navigator === 'undefined' || !navigator.locks) return Promise.resolve(() => {})
  const asked = new AbortController()
  const answered = new AbortController()
  const giveUp = () => asked.abort()
  void wait(MAX_LEAVING_MS, clock, answered.signal).then(giveUp)
  signal.addEventListener('abort', giveUp)
  const lock = new Promise<(() => void) | undefined>((resolve) => {
    navigator.locks
      .request(name, { signal: asked.signal }, () => new Promise<void>((unlock) => resolve(unlock)))
      // Forbidden here (a sandboxed frame): this page alone is guarded.
      .catch(() => resolve(asked.signal.aborted ? undefined : () => {}))
  })
  return lock.finally(() => {
    answered.abort()
    signal.removeEventListener('abort', giveUp)
  })
}
