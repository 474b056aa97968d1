/** Whether the browser knows that it has no connection. Where it cannot tell, it is taken to be online. */
export function isOffline(): boolean {
  return typeof navigator !== 'undefined' && navigator.onLine === false
}

/** Resolves once the browser is online; rejects with the signal's reason when aborted. */
export function whenOnline(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    if (!isOffline()) return resolve()
    const done = () => {
      globalThis.removeEventListener('online', done)
      signal.removeEventListener('abort', done)
      if (signal.aborted) reject(signal.reason)
      else resolve()
    }
    globalThis.addEventListener('online', done)
    signal.addEventListener('abort', done)
  })
}
