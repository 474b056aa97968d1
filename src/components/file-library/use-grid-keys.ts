import { useCallback, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { useBeforePaint } from '../internal/use-before-paint.js'

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

/** Width of a tile at least, in em of the place: it grows where a user has larger text. */
const TILE_EM = 10

/** From this width on, em, there are two of them, and smaller: one alone would fill a phone. */
const PAIR_EM = 17

/** Taken where there is no layout, px and em px. */
const ASSUMED_WIDTH = 800
const ASSUMED_EM = 14

/** How many tiles stand beside each other. */
export function useColumns(ref: RefObject<HTMLElement | null>, isGrid: boolean): number {
  const [columns, setColumns] = useState(1)
  // Before the first paint: tiles must not be seen to jump.
  useBeforePaint(() => {
    const container = ref.current
    if (!container || !isGrid) return
    const measure = () => {
      const em = parseFloat(getComputedStyle(container).fontSize) || ASSUMED_EM
      const width = (container.clientWidth || ASSUMED_WIDTH) / em
      setColumns(Math.max(width >= PAIR_EM ? 2 : 1, Math.floor(width / TILE_EM)))
    }
    measure()
    if (typeof ResizeObserver === 'undefined') return
    const observer = new ResizeObserver(measure)
    observer.observe(container)
    return () => observer.disconnect()
  }, [ref, isGrid])
  return isGrid ? columns : 1
}
