import { useLayoutEffect, useRef } from 'react'

/** Opens a native dialog while its component is mounted. The browser keeps the focus in it and gives it back. */
export function useModal() {
  const ref = useRef<HTMLDialogElement>(null)
  // A layout effect is undone while the dialog is still in the page: only then does the browser give the focus back.
  useLayoutEffect(() => {
    const dialog = ref.current
    if (!dialog) return
    // Without the method (old browsers, test environments) the attribute shows it.
    if (typeof dialog.showModal === 'function') dialog.showModal()
    else {
      dialog.setAttribute('open', '')
      dialog.querySelector('button')?.focus()
    }
    return () => {
      if (typeof dialog.close === 'function') dialog.close()
    }
  }, [])
  return ref
}
