import type { RefObject } from 'react'
import { useVirtualRows } from '../internal/use-virtual-rows.js'
import { EntryRow, type RowsProps } from './EntryRow.js'
import type { FileEntry } from './file-entries.js'

/** Height of a row before it was measured, px. */
const ROW_PX = 64

interface LongRowsProps extends RowsProps {
  entries: readonly FileEntry[]
  listRef: RefObject<HTMLElement | null>
}

/** The rows of a long list, of which only those in sight are in the page. A chunk of its own. */
export default function LongRows({ entries, listRef, ...row }: LongRowsProps) {
  const { rows, totalSize, measure } = useVirtualRows({
    count: entries.length,
    scrollRef: listRef,
    estimate: ROW_PX,
    keyOf: (index) => entries[index]?.key ?? index,
  })
  return (
    <>
      <li aria-hidden="true" style={{ blockSize: totalSize }} />
      {rows.map(({ index, key, start }) => {
        const entry = entries[index]
        return (
          entry && (
            <EntryRow
              key={key}
              entry={entry}
              isFirst={index === 0}
              isLast={index === entries.length - 1}
              outer={{
                ref: measure,
                'aria-setsize': entries.length,
                'aria-posinset': index + 1,
                // For what measures the row.
                ...{ 'data-index': index },
                style: {
                  position: 'absolute',
                  insetBlockStart: 0,
                  insetInline: 0,
                  transform: `translateY(${start}px)`,
                },
              }}
              {...row}
            />
          )
        )
      })}
    </>
  )
}
