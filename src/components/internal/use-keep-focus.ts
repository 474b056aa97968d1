import { type RefObject, useLayoutEffect } from 'react'

/** When the root goes away with the focus in it, the focus goes back to where it came from, or to what is around. */
export function useKeepFocus(root: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = root.current
    if (!element) return
    let before: HTMLElement | undefined
    const remember = ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget instanceof HTMLElement && !element.contains(relatedTarget)) before = relatedTarget
    }
    element.addEventListener('focusin', remember)
    return () => {
      element.removeEventListener('focusin', remember)
      if (!element.contains(document.activeElement)) return
      before?.focus({ preventScroll: true })
      // Gone or disabled by now.
      if (element.contains(document.activeElement)) focusForNow(element.parentElement)
    }
  }, [root])
}

function focusForNow(element: HTMLElement | null) {
  if (!element) return
  if (!element.hasAttribute('tabindex')) {
    element.tabIndex = -1
    element.addEventListener('blur', () => element.removeAttribute('tabindex'), { once: true })
  }
  element.focus({ preventScroll: true })
}
