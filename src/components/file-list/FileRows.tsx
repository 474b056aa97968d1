import { type RefObject, useId } from 'react'
import type { UploadList } from '../../hooks/use-upload-list.js'
import { lazyComponent } from '../internal/lazy-component.js'
import { EntryRow, type RowsProps } from './EntryRow.js'
import type { FileEntry } from './file-entries.js'
import { FileName } from '../internal/FileName.js'
import { Icon } from '../internal/Icon.js'
import * as commonIcons from '../internal/icons/common-icons.js'
import { Part } from './parts.js'
import type { ListMessages } from './list-messages.js'

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

interface InterruptedRowProps {
  file: UploadList['interrupted'][number]
  messages: ListMessages
  isDisabled: boolean
  onChoose(): void
  onForget(): void
}

/** A file whose upload a reload cut short: what is there already, and the way to go on. */
export function InterruptedRow({ file, messages, isDisabled, onChoose, onForget }: InterruptedRowProps) {
  const id = useId()
  const { name, size, loaded } = file
  return (
    <Part part="item" as="li" state="paused" data-key={file.key}>
      <Part part="preview" look="thumb" aria-hidden="true">
        <Icon path={commonIcons.file} />
      </Part>
      <Part part="name" as="span" look="label" id={`${id}-name`} dir="auto" title={name}>
        <FileName name={name} />
      </Part>
      <Part part="status" as="span" look="hint">
        {messages.uploaderInterrupted(loaded, size)}
      </Part>
      <Part
        part="progress"
        as="progress"
        look="progress"
        aria-labelledby={`${id}-name`}
        max={1}
        value={size ? loaded / size : 0}
      />
      <Part part="actions" look="row">
        <Part
          part="chooseAgain"
          as="button"
          type="button"
          look="button small"
          id={id}
          aria-labelledby={`${id} ${id}-name`}
          disabled={isDisabled}
          onClick={onChoose}
        >
          {messages.uploaderChooseAgain}
        </Part>
        <Part
          part="remove"
          as="button"
          type="button"
          look="button icon quiet small"
          aria-label={messages.uploaderRemove(name)}
          disabled={isDisabled}
          onClick={onForget}
        >
          <Icon path={commonIcons.close} />
        </Part>
      </Part>
    </Part>
  )
}
