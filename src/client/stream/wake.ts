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
  const visible = () => {
    if (!isHidden()) awake()
  }
  window.addEventListener('online', awake)
  window.addEventListener('offline', offline)
  window.addEventListener('pageshow', visible)
  document.addEventListener('visibilitychange', visible)
  return () => {
    window.removeEventListener('online', awake)
    window.removeEventListener('offline', offline)
    window.removeEventListener('pageshow', visible)
    document.removeEventListener('visibilitychange', visible)
  }
}
