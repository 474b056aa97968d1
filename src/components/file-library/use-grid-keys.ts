import { useCallback, useRef, useState, type KeyboardEvent, type RefObject } from 'react'

/** Rows that Page Up and Page Down pass over. */
const PAGE_ROWS = 4

interface GridKeysOptions {
  gridRef: RefObject<HTMLElement | null>
  count: number
  columns: number
  /** Keys that do something to the file that has the focus, by `event.key` in lower case. */
  actions: Readonly<Record<string, (index: number) => void>>
  scrollTo(row: number): void
}

/** One stop for Tab, arrows within it: the keys of a grid. */
export function useGridKeys({ gridRef, count, columns, actions, scrollTo }: GridKeysOptions) {
  const [wanted, setActive] = useState(0)
  const active = Math.min(wanted, Math.max(0, count - 1))
  const wantsFocus = useRef(false)

  const focusActive = useCallback(() => {
    wantsFocus.current = true
  }, [])

  function target(event: KeyboardEvent): number | undefined {
    const grid = gridRef.current
    const forward = grid && getComputedStyle(grid).direction === 'rtl' ? -1 : 1
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: forward,
      ArrowLeft: -forward,
      ArrowDown: columns,
      ArrowUp: -columns,
      PageDown: columns * PAGE_ROWS,
      PageUp: -columns * PAGE_ROWS,
      Home: -count,
      End: count,
    }
    const step = steps[event.key]
    if (step === undefined) return undefined
    const next = active + step
    // Up from the first row and down from the last stay where they are.
    if (Math.abs(step) === columns && columns > 1 && (next < 0 || next >= count)) return active
    return Math.max(0, Math.min(count - 1, next))
  }

  return {
    active,
    setActive,
    /** Moves the focus to the active file once it is in the page; called when rows were rendered. */
    settle() {
      if (!wantsFocus.current) return
      const cell = gridRef.current?.querySelector<HTMLElement>(`[data-file-index="${active}"]`)
      if (!cell) return
      wantsFocus.current = false
      cell.focus({ preventScroll: true })
    },
    focusActive,
    onKeyDown(event: KeyboardEvent<HTMLElement>) {
      const isCell = event.target instanceof HTMLElement && event.target.dataset['fileIndex'] !== undefined
      if (!isCell || event.ctrlKey || event.metaKey || event.altKey || !count) return
      const action = actions[event.key.toLowerCase()]
      const next = target(event)
      if (action) action(active)
      else if (next !== undefined) {
        wantsFocus.current = true
        setActive(next)
        scrollTo(Math.floor(next / columns))
      } else return
      event.preventDefault()
    },
  }
}
