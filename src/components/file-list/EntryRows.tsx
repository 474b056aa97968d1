import { type KeyboardEvent, useId } from 'react'
import type { UploadItem, UploadState } from '../../client/uploads/upload-item.js'
import type { Messages } from '../../messages/messages.js'
import { ErrorNotice } from '../error-notice/ErrorNotice.js'
import { FileName } from '../internal/FileName.js'
import { Icon } from '../internal/Icon.js'
import { EntryPreview } from './EntryPreview.js'
import type { FileEntry } from './file-entries.js'
import { Part } from './parts.js'

interface EntryActions {
  pause(id: string): void
  resume(id: string): void
  cancel(id: string): void
  retry(id: string): void
  remove(entry: FileEntry): void
  move(entry: FileEntry, by: number): void
}

interface EntryRowProps {
  entry: FileEntry
  /** Place in the list, from 0, and how many there are. */
  index: number
  count: number
  messages: Messages
  actions: EntryActions
  /** Nothing can be changed now. */
  isFixed: boolean
  isDisabled: boolean
  canMove: boolean
}

/** One file: what it is, how far it is, and what can be done with it. */
export function EntryRow({
  entry,
  index,
  count,
  messages,
  actions,
  isFixed,
  isDisabled,
  canMove,
}: EntryRowProps) {
  const nameId = useId()
  const { upload, name } = entry
  // A file that its upload has not taken up yet has no URL either.
  const state: UploadState = upload?.state ?? (entry.url === undefined ? 'queued' : 'done')
  const isGoing =
    upload !== undefined && (state === 'queued' || state === 'uploading' || state === 'retrying')
  const isOpen = isGoing || state === 'paused'

  /** Alt with an arrow moves the file, wherever the focus is in its line. */
  function onKeyDown(event: KeyboardEvent) {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (!event.altKey || !by || !canMove || isFixed || isDisabled) return
    event.preventDefault()
    actions.move(entry, by)
  }
  const action = (part: 'pause' | 'resume' | 'cancel' | 'retry', text: string) => (
    <ActionButton
      part={part}
      text={text}
      nameId={nameId}
      isDisabled={isDisabled}
      onClick={() => actions[part](entry.key)}
    />
  )

  return (
    <Part part="item" as="li" state={state} onKeyDown={onKeyDown} data-key={entry.key}>
      <EntryPreview entry={entry} />
      <Part part="name" as="span" look="label truncate" id={nameId} dir="auto" title={name}>
        <FileName name={name} />
      </Part>
      <Part part="status" as="span" look="hint">
        {upload ? statusText(upload, messages) : (entry.note ?? messages.uploaderState(state))}
      </Part>
      {upload && isOpen && (
        <Part
          part="progress"
          as="progress"
          look={state === 'retrying' ? 'progress warning' : 'progress'}
          aria-labelledby={nameId}
          max={1}
          value={upload.progress.ratio}
        />
      )}
      {!isFixed && (
        <Part part="actions" look="row">
          {/* One place, one element: the focus stays on it when the one becomes the other. */}
          {isOpen &&
            (isGoing ? action('pause', messages.uploaderPause) : action('resume', messages.uploaderResume))}
          {isOpen && action('cancel', messages.uploaderCancel)}
          {(state === 'failed' || state === 'cancelled') && action('retry', messages.uploaderRetry)}
          {canMove && count > 1 && (
            <>
              <Part
                part="moveUp"
                as="button"
                type="button"
                look="button icon quiet small"
                aria-label={messages.uploaderMoveUp(name)}
                // Stays focusable at the end of its way, so that the focus is not lost there.
                aria-disabled={index === 0 || undefined}
                disabled={isDisabled}
                onClick={() => index > 0 && actions.move(entry, -1)}
              >
                <Icon name="up" />
              </Part>
              <Part
                part="moveDown"
                as="button"
                type="button"
                look="button icon quiet small"
                aria-label={messages.uploaderMoveDown(name)}
                aria-disabled={index === count - 1 || undefined}
                disabled={isDisabled}
                onClick={() => index < count - 1 && actions.move(entry, 1)}
              >
                <Icon name="down" />
              </Part>
            </>
          )}
          {!isOpen && (
            <Part
              part="remove"
              as="button"
              type="button"
              look="button icon quiet small"
              aria-label={messages.uploaderRemove(name)}
              disabled={isDisabled}
              onClick={() => actions.remove(entry)}
            >
              <Icon name="close" />
            </Part>
          )}
        </Part>
      )}
      {state === 'failed' && <ErrorNotice compact error={upload?.error} />}
    </Part>
  )
}

interface ActionButtonProps {
  part: 'pause' | 'resume' | 'cancel' | 'retry'
  text: string
  nameId: string
  isDisabled: boolean
  onClick: () => void
}

/** Named by its own text and the file's name: "Pause film.mp4". */
function ActionButton({ part, text, nameId, isDisabled, onClick }: ActionButtonProps) {
  const id = useId()
  return (
    <Part
      part={part}
      as="button"
      type="button"
      look="button small quiet"
      id={id}
      aria-labelledby={`${id} ${nameId}`}
      disabled={isDisabled}
      onClick={onClick}
    >
      {text}
    </Part>
  )
}

function statusText({ state, notice, progress, size }: UploadItem, messages: Messages): string {
  if (state === 'done') return `${messages.uploaderState(state)} · ${messages.uploaderSize(size)}`
  const words = [notice ? messages.uploaderNotice(notice) : messages.uploaderState(state)]
  if (state === 'uploading' || state === 'paused' || state === 'retrying') {
    words.push(messages.uploaderBytes(progress.loaded, progress.total))
  } else words.push(messages.uploaderSize(size))
  if (state === 'uploading' && progress.secondsRemaining !== undefined) {
    words.push(messages.uploaderRemaining(progress.secondsRemaining))
  }
  return words.join(' · ')
}

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
