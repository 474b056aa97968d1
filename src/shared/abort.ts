/** A controller that aborts with its parent. Abort it when done: that also removes its listener from the parent. */
export function childAbort(parent: AbortSignal | undefined): AbortController {
  const child = new AbortController()
  const abort = () => child.abort(parent?.reason)
  if (parent?.aborted) abort()
  parent?.addEventListener('abort', abort, { signal: child.signal })
  return child
}

/** The promise, or a rejection as soon as the signal aborts: a custom `fetch` may ignore its signal. */
export function orAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason)
    if (signal.aborted) onAbort()
    signal.addEventListener('abort', onAbort)
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
