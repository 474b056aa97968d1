import { type ForwardedRef, type RefObject, useImperativeHandle, useRef } from 'react'

/** A ref to the root for the component itself that also serves the one it was given. */
export function useRootRef<T>(outer: ForwardedRef<T>): RefObject<T | null> {
  const ref = useRef<T>(null)
  useImperativeHandle<T | null, T | null>(outer, () => ref.current)
  return ref
}
