import type { ReactNode } from 'react'
import type { LibraryTexts } from './library-texts.js'
import { Part } from './parts.js'
import type { Selection } from './use-selection.js'

interface LibrarySummaryProps {
  /** Unknown until the first files are read: the line then says that they are, and is as high as it will be. */
  total: number | undefined
  /** More of them are on their way. */
  isReadingOn: boolean
  selection: Selection
  messages: LibraryTexts
  /** Starts and ends the selecting of files for what is done with all of them; absent in a picker. */
  onSelecting?(isSelecting: boolean): void
  /** What can be done with the selected files. */
  children?: ReactNode
}

/** How many files there are, whether more of them are being read, and how many are chosen. */
export function LibrarySummary(props: LibrarySummaryProps) {
  const { total, isReadingOn, selection, messages, onSelecting, children } = props
  const count = selection.selected.length
  return (
    <Part part="summary" look="row hint">
      {total === undefined ? (
        <Part part="placeholder" as="span" look="busy row">
          {messages.libraryLoading}
        </Part>
      ) : (
        <span>{messages.libraryCount(total)}</span>
      )}
      {isReadingOn && (
        <Part part="placeholder" as="span" look="busy row">
          {messages.libraryLoadingMore}
        </Part>
      )}
      {onSelecting && (
        <Part
          part="action"
          as="button"
          type="button"
          look="button quiet small"
          aria-pressed={selection.isOn}
          onClick={() => {
            if (selection.isOn) selection.clear()
            onSelecting(!selection.isOn)
          }}
        >
          {messages.librarySelect}
        </Part>
      )}
      {count > 0 && (
        <>
          <span role="status">{messages.librarySelected(count)}</span>
          <Part part="action" as="button" type="button" look="button quiet small" onClick={selection.clear}>
            {messages.libraryClearSelection}
          </Part>
          {children}
        </>
      )}
    </Part>
  )
}
