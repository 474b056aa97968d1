import { type RefObject, useEffect } from 'react'
import { useStableCallback } from '../../hooks/use-stable-callback.js'

/** Calls back when the form around an element is reset. */
export function useFormReset(root: RefObject<HTMLElement | null>, onReset: () => void): void {
  const reset = useStableCallback(onReset)
  useEffect(() => {
    const form = root.current?.closest('form')
    form?.addEventListener('reset', reset)
    return () => form?.removeEventListener('reset', reset)
  }, [root, reset])
}
