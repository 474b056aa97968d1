/** Calls back now, or once the page is no longer hidden; returns what calls it off. */
export function whenVisible(callback: () => void): () => void {
  if (document.visibilityState !== 'hidden') {
    callback()
    return () => {}
  }
  const look = () => {
    if (document.visibilityState === 'hidden') return
    stop()
    callback()
  }
  const stop = () => document.removeEventListener('visibilitychange', look)
  document.addEventListener('visibilitychange', look)
  return stop
}
