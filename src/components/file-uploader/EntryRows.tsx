import type { Messages } from '../../messages/messages.js'
import type { FileEntry } from './entries.js'
import { type EntryActions, EntryRow } from './EntryRow.js'

interface EntryRowsProps {
  entries: readonly FileEntry[]
  messages: Messages
  actions: EntryActions
  /** Nothing can be changed now. */
  isFixed?: boolean
  isDisabled: boolean
  canMove: boolean
}

/** The lines of a list of files; the list itself is its component's own part. */
export function EntryRows({ entries, isFixed = false, ...row }: EntryRowsProps) {
  return entries.map((entry, index) => (
    <EntryRow key={entry.key} entry={entry} index={index} count={entries.length} isFixed={isFixed} {...row} />
  ))
}
