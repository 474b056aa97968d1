/** A controller that aborts with its parent. Abort it when done: that also lets go of the parent. */
export function follow(parent: AbortSignal | undefined): AbortController {
  const child = new AbortController()
  const abort = () => child.abort(parent?.reason)
  if (parent?.aborted) abort()
  parent?.addEventListener('abort', abort, { signal: child.signal })
  return child
}
