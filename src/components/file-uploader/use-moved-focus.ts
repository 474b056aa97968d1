import { type RefObject, useEffect, useRef } from 'react'

/** Keeps the focus in a line of the list that was moved: some browsers drop it when its place in the page changes. */
export function useMovedFocus(root: RefObject<HTMLElement | null>): (key: string) => void {
  const focused = useRef<{ key: string; part: string } | undefined>(undefined)
  useEffect(() => {
    const wanted = focused.current
    focused.current = undefined
    if (!wanted || root.current?.contains(document.activeElement)) return
    const line = [...(root.current?.querySelectorAll<HTMLElement>('[data-key]') ?? [])]
    line
      .find((element) => element.dataset.key === wanted.key)
      ?.querySelector<HTMLElement>(`[data-mr-part="${wanted.part}"]`)
      ?.focus()
  })
  return (key) => {
    const part = document.activeElement?.getAttribute('data-mr-part')
    if (part) focused.current = { key, part }
  }
}
