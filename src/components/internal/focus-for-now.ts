/** Gives the focus to what otherwise takes none; it takes it for as long as it has it. */
export function focusForNow(element: HTMLElement, { preventScroll = true } = {}) {
  if (!element.hasAttribute('tabindex')) {
    element.tabIndex = -1
    element.addEventListener('blur', () => element.removeAttribute('tabindex'), { once: true })
  }
  element.focus({ preventScroll })
}
