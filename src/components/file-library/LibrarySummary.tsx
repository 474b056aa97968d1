import type { Messages } from '../../messages/messages.js'
import { Part } from './parts.js'
import type { Selection } from './use-selection.js'

interface LibrarySummaryProps {
  total: number
  /** More of them are on their way. */
  isReadingOn: boolean
  selection: Selection
  messages: Messages
}

/** How many files there are, whether more of them are being read, and how many are chosen. */
export function LibrarySummary({ total, isReadingOn, selection, messages }: LibrarySummaryProps) {
  const count = selection.selected.length
  return (
    <Part part="summary" look="row hint">
      <span>{messages.libraryCount(total)}</span>
      {isReadingOn && (
        <Part part="placeholder" as="span" look="busy row">
          {messages.libraryLoadingMore}
        </Part>
      )}
      {count > 0 && (
        <>
          <span role="status">{messages.librarySelected(count)}</span>
          <Part part="action" as="button" type="button" look="button quiet small" onClick={selection.clear}>
            {messages.libraryClearSelection}
          </Part>
        </>
      )}
    </Part>
  )
}
