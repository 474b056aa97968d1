import { type RefObject, useEffect } from 'react'
import { focusForNow } from './focus-for-now.js'

const WORKABLE =
  ':is(a[href], button, input, select, textarea, summary, [tabindex="0"]):not(:disabled, [tabindex="-1"], [hidden], [hidden] *)'

/**
 * When what has the focus goes away, a button with its task or a file with its filter, the focus stays near: it goes to
 * the first thing that can be worked in what is left around it, else to the root itself.
 */
export function useKeepFocusWithin(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = root.current
    if (!element) return
    const page = element.ownerDocument
    /** What has the focus, and all around it up to the root, from the inside out. */
    let path: HTMLElement[] = []

    function onFocusIn({ target }: FocusEvent) {
      path = []
      for (let each = target; each instanceof HTMLElement; each = each.parentElement) {
        path.push(each)
        if (each === element) break
      }
    }
    function onFocusOut({ target }: FocusEvent) {
      // Some browsers also send this for what is being taken away; one that is still there was left by the user.
      queueMicrotask(() => {
        if (target === path[0] && path[0]?.isConnected && page.activeElement !== target) path = []
      })
    }
    const observer = new MutationObserver(() => {
      const [lost, ...around] = path
      if (!lost || lost.isConnected || (page.activeElement && page.activeElement !== page.body)) return
      path = []
      const near = around.filter((each) => each.isConnected)
      const next = near.map((each) => each.querySelector<HTMLElement>(WORKABLE)).find(Boolean)
      if (next) next.focus({ preventScroll: true })
      else if (element) focusForNow(element)
    })
    element.addEventListener('focusin', onFocusIn)
    element.addEventListener('focusout', onFocusOut)
    observer.observe(element, { childList: true, subtree: true })
    return () => {
      element.removeEventListener('focusin', onFocusIn)
      element.removeEventListener('focusout', onFocusOut)
      observer.disconnect()
    }
  }, [root])
}
