import { type RefObject, useLayoutEffect, useRef } from 'react'
import { focusForNow } from './focus-for-now.js'

/** When the root goes away with the focus in it, the focus goes back to where it came from, or to what is around. */
export function useKeepFocus(root: RefObject<HTMLElement | null>): void {
  const taken = useRef<HTMLElement>(undefined)
  useLayoutEffect(() => {
    const element = root.current
    if (!element) return
    // It did not go away: StrictMode runs effects twice.
    if (taken.current && element.contains(taken.current)) focusForNow(taken.current)
    taken.current = undefined
    let before: HTMLElement | undefined
    const remember = ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget instanceof HTMLElement && !element.contains(relatedTarget)) before = relatedTarget
    }
    element.addEventListener('focusin', remember)
    return () => {
      element.removeEventListener('focusin', remember)
      const { activeElement } = document
      if (!(activeElement instanceof HTMLElement && element.contains(activeElement))) return
      taken.current = activeElement
      before?.focus({ preventScroll: true })
      // Gone or disabled by now.
      if (element.contains(document.activeElement) && element.parentElement) {
        focusForNow(element.parentElement)
      }
    }
  }, [root])
}
