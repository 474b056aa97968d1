import { type RefObject } from 'react'
import type { UploadList } from '../../hooks/use-upload-list.js'
import { lazyComponent } from '../internal/lazy-component.js'
import { EntryRow, type RowsProps } from './EntryRow.js'
import type { FileEntry } from './file-entries.js'
import { InterruptedRow } from './InterruptedRow.js'

/** From so many files on, only the rows in sight are in the page. */
const LONG_LIST = 60

const { Component: LongRows } = lazyComponent(() => import('./LongRows.js'))

export interface FileRowsProps extends RowsProps {
  entries: readonly FileEntry[]
  /** Files whose uploads a reload cut short come first. */
  interrupted?: UploadList['interrupted']
  /** The list around the rows: a long one scrolls. */
  listRef: RefObject<HTMLElement | null>
  onChoose?(): void
  onForget?(file: UploadList['interrupted'][number]): void
}

/** The rows of a list of files: a chunk of its own, as most lists are empty at first. */
export default function FileRows({
  entries,
  interrupted = [],
  listRef,
  onChoose,
  onForget,
  ...row
}: FileRowsProps) {
  const count = entries.length
  const rows = (shown: readonly FileEntry[]) =>
    shown.map((entry, index) => (
      <EntryRow key={entry.key} entry={entry} isFirst={index === 0} isLast={index === count - 1} {...row} />
    ))
  return (
    <>
      {interrupted.map((file) => (
        <InterruptedRow
          key={file.key}
          file={file}
          messages={row.messages}
          isDisabled={row.isDisabled || Boolean(row.isFixed)}
          onChoose={() => onChoose?.()}
          onForget={() => onForget?.(file)}
        />
      ))}
      {count <= LONG_LIST ? (
        rows(entries)
      ) : (
        <LongRows entries={entries} listRef={listRef} {...row} fallback={rows(entries.slice(0, LONG_LIST))} />
      )}
    </>
  )
}
