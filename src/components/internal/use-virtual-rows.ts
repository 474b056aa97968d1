import {
  observeElementRect,
  useVirtualizer,
  type Range,
  type Virtualizer,
  defaultRangeExtractor,
} from '@tanstack/react-virtual'
import { useCallback, useEffect, type RefObject } from 'react'

/** What a place that has no size yet (hidden, or without layout) is taken for, px. */
const ASSUMED = { width: 800, height: 600 }

interface VirtualRowsOptions {
  count: number
  scrollRef: RefObject<HTMLElement | null>
  /** Height of a row before it was measured, px. */
  estimate: number
  /** A row that stays rendered wherever the list is scrolled: it holds the focus. */
  pinned?: number
  /** The end is near. Called again when `count` has grown. */
  onNearEnd?: () => void
  /** Key of a row. @default its index */
  keyOf?: (index: number) => string | number
}

interface VirtualRows {
  rows: ReturnType<Rows['getVirtualItems']>
  /** px */
  totalSize: number
  measure: Rows['measureElement']
  scrollTo: Rows['scrollToIndex']
  remeasure: () => void
}

type Rows = Virtualizer<HTMLElement, HTMLElement>

/** Rows of a long list of which only those in sight are in the page. */
export function useVirtualRows({
  count,
  scrollRef,
  estimate,
  pinned,
  onNearEnd,
  keyOf,
}: VirtualRowsOptions): VirtualRows {
  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are used within this render only
  const virtualizer = useVirtualizer<HTMLElement, HTMLElement>({
    count,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => estimate,
    overscan: 2,
    getItemKey: keyOf ?? ((index) => index),
    initialRect: ASSUMED,
    observeElementRect: (instance, report) =>
      observeElementRect(instance, (rect) => report(rect.height ? rect : ASSUMED)),
    measureElement: (element) => element.getBoundingClientRect().height || estimate,
    rangeExtractor: (range: Range) => {
      const rows = defaultRangeExtractor(range)
      if (pinned === undefined || pinned >= count || rows.includes(pinned)) return rows
      return [...rows, pinned].sort((a, b) => a - b)
    },
  })
  const rows = virtualizer.getVirtualItems()
  const remeasure = useCallback(() => {
    virtualizer.measure()
    // Back to the estimates at once: what is measured next would be compared with what was thrown away, and passed over as known.
    virtualizer.getTotalSize()
  }, [virtualizer])
  const isNearEnd = (rows.at(-1)?.index ?? -1) >= count - 2

  useEffect(() => {
    if (isNearEnd) onNearEnd?.()
  }, [isNearEnd, count, onNearEnd])

  return {
    rows,
    totalSize: virtualizer.getTotalSize(),
    measure: virtualizer.measureElement,
    scrollTo: virtualizer.scrollToIndex,
    remeasure,
  }
}
