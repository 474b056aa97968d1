import { useState, type RefObject } from 'react'
import { useBeforePaint } from '../internal/use-before-paint.js'

/** Width of a tile at least, in em of the place: it grows where a person has larger text. */
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
    const place = ref.current
    if (!place || !isGrid) return
    const measure = () => {
      const em = parseFloat(getComputedStyle(place).fontSize) || ASSUMED_EM
      const width = (place.clientWidth || ASSUMED_WIDTH) / em
      setColumns(Math.max(width >= PAIR_EM ? 2 : 1, Math.floor(width / TILE_EM)))
    }
    measure()
    if (typeof ResizeObserver === 'undefined') return
    const observer = new ResizeObserver(measure)
    observer.observe(place)
    return () => observer.disconnect()
  }, [ref, isGrid])
  return isGrid ? columns : 1
}
