import { useCallback, useInsertionEffect, useRef } from 'react'

/** A function that never changes and calls the newest one it was given; for handlers and effects, not for rendering. */
export function useStableCallback<A extends unknown[], R>(callback: (...args: A) => R): (...args: A) => R {
  const newest = useRef(callback)
  useInsertionEffect(() => {
    newest.current = callback
  })
  return useCallback((...args: A) => newest.current(...args), [])
}
