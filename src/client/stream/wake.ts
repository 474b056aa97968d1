/** Whether the page is in the background; a place without a document never is. */
export function isHidden(): boolean {
  return typeof document !== 'undefined' && document.visibilityState === 'hidden'
}

export function isOffline(): boolean {
  return typeof navigator !== 'undefined' && navigator.onLine === false
}

interface WakeListeners {
  /** A person or a network comes back: online, visible again, restored from the back/forward cache. */
  awake(): void
  offline(): void
  /** The page is left, for good or into the back/forward cache. */
  left(): void
}

/** Calls back when the page or its network goes or comes back, until the returned function is called. */
export function onWake({ awake, offline, left }: WakeListeners): () => void {
  if (typeof window === 'undefined') return () => {}
  const abort = new AbortController()
  const listen = (target: EventTarget, type: string, listener: () => void) =>
    target.addEventListener(type, listener, abort)
  const visible = () => isHidden() || awake()
  listen(window, 'online', awake)
  listen(window, 'offline', offline)
  listen(window, 'pagehide', left)
  listen(window, 'pageshow', visible)
  listen(document, 'visibilitychange', visible)
  return () => abort.abort()
}
