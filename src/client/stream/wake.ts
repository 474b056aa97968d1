/** Whether the page is in the background; a place without a document never is. */
export function isHidden(): boolean {
  return typeof document !== 'undefined' && document.visibilityState === 'hidden'
}

export function isOffline(): boolean {
  return typeof navigator !== 'undefined' && navigator.onLine === false
}

/** Calls back when a person or a network comes back: online, visible again, restored from the back/forward cache; and when the network goes. */
export function onWake(awake: () => void, offline: () => void): () => void {
  if (typeof window === 'undefined') return () => {}
  const abort = new AbortController()
  const listen = (target: EventTarget, type: string, listener: () => void) =>
    target.addEventListener(type, listener, abort)
  const visible = () => isHidden() || awake()
  listen(window, 'online', awake)
  listen(window, 'offline', offline)
  listen(window, 'pageshow', visible)
  listen(document, 'visibilitychange', visible)
  return () => abort.abort()
}
