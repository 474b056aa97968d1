import { type FocusEvent, type RefObject, useLayoutEffect, useRef } from 'react'

interface FocusedRow {
  key?: string
  part?: string
  index: number
}

/**
 * Keeps the focus in a list whose lines and buttons come and go: an upload ends and takes its buttons along, a line is
 * removed or moved. It goes to the same line, else to the one that took its place, else to where files are added.
 * Give what it returns to an element around the list.
 */
export function useListFocus(root: RefObject<HTMLElement | null>) {
  const focused = useRef<FocusedRow | undefined>(undefined)
  useLayoutEffect(() => {
    const element = root.current
    const was = focused.current
    // React is deaf while it changes the page: an element that was taken away has sent no blur.
    if (!was || !element || element.contains(element.ownerDocument.activeElement)) return
    const lines = linesIn(element)
    const same = lines.find((line) => line.dataset['key'] === was.key)
    const line = same ?? lines[Math.max(0, Math.min(was.index, lines.length - 1))]
    const target =
      (line && was.part ? line.querySelector<HTMLElement>(`button[data-mr-part="${was.part}"]`) : null) ??
      [...(line?.querySelectorAll<HTMLElement>('button:not(:disabled)') ?? [])].at(-1) ??
      element.querySelector<HTMLElement>('[data-mr-part="browse"]:not([hidden] *)') ??
      element.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')
    target?.focus()
  })
  return {
    onFocus({ target }: FocusEvent<HTMLElement>) {
      const line = target.closest<HTMLElement>('[data-key]')
      focused.current = {
        key: line?.dataset['key'],
        part: target.dataset['mrPart'],
        index: line && root.current ? linesIn(root.current).indexOf(line) : 0,
      }
    },
    onBlur() {
      focused.current = undefined
    },
  }
}

function linesIn(root: HTMLElement): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>('[data-key]')]
}
