import { type ComponentPropsWithRef, type KeyboardEvent, memo, useId } from 'react'
import type { UploadItem, UploadState } from '../../client/uploads/upload-item.js'
import { FileName } from '../internal/FileName.js'
import { Icon } from '../internal/Icon.js'
import * as commonIcons from '../internal/icons/common-icons.js'
import { EntryPreview } from './EntryPreview.js'
import type { FileEntry } from './file-entries.js'
import { Part } from './parts.js'
import { type RowAction, RowMenu } from './RowMenu.js'
import type { ListMessages } from './list-messages.js'
import type { ModelRunnerError, UploadFailureReason } from '../../client/errors/model-runner-error.js'
import type { ErrorNoticeProps } from '../error-notice/ErrorNotice.js'
import { lazyComponent } from '../internal/lazy-component.js'

/** What can be done with a file. All of them are stable, so that a row renders only when its file changes. */
export interface EntryActions {
  pause(id: string): void
  resume(id: string): void
  cancel(id: string): void
  retry(id: string): void
  remove(entry: FileEntry): void
  move(entry: FileEntry, by: number): void
  /** Opens the dialog for a file that must be chosen again. */
  chooseAgain(entry: FileEntry): void
}

export interface RowsProps {
  messages: ListMessages
  actions: EntryActions
  /** Nothing can be changed now. */
  isFixed?: boolean
  isDisabled: boolean
  /** The order can be changed. */
  canMove: boolean
}

interface EntryRowProps extends RowsProps {
  entry: FileEntry
  isFirst: boolean
  isLast: boolean
  /** More props of the row, for long lists. */
  outer?: Omit<ComponentPropsWithRef<'li'>, 'part'>
}

/** One file: what it is, how far it is, the one action for its state, and a menu with the others. */
export const EntryRow = memo(function EntryRow(props: EntryRowProps) {
  const { entry, isFirst, isLast, messages, actions, isFixed = false, isDisabled, canMove, outer } = props
  const nameId = useId()
  const { upload, name } = entry
  // A file whose upload has not started has no URL yet.
  const state: UploadState = upload?.state ?? (entry.url === undefined ? 'queued' : 'done')
  const isGoing = state === 'queued' || state === 'uploading' || state === 'retrying'

  /** Alt with an arrow moves the file, wherever the focus is in its row. */
  function onKeyDown(event: KeyboardEvent) {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    if (!event.altKey || !by || !canMove || isFixed || isDisabled) return
    event.preventDefault()
    actions.move(entry, by)
  }
  const { main, more } = actionsOf(props, state)

  return (
    <Part part="item" as="li" state={state} onKeyDown={onKeyDown} data-key={entry.key} {...outer}>
      <EntryPreview entry={entry} />
      <Part part="name" as="span" look="label" id={nameId} dir="auto" title={name}>
        <FileName name={name} />
      </Part>
      <Part part="status" as="span" look="hint">
        {upload ? statusText(upload, messages) : (entry.note ?? messages.uploaderState(state))}
      </Part>
      {upload && (isGoing || state === 'paused') && (
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
          {main && <MainAction action={main} nameId={nameId} isDisabled={isDisabled} />}
          {more.length > 0 && (
            <RowMenu items={more} label={messages.uploaderMore(name)} isDisabled={isDisabled} />
          )}
        </Part>
      )}
      {state === 'failed' && upload?.error && <EntryError error={upload.error} messages={messages} />}
    </Part>
  )

  function actionsOf(
    { messages: text }: EntryRowProps,
    now: UploadState,
  ): { main?: RowAction; more: RowAction[] } {
    const id = entry.key
    const pause: RowAction = { part: 'pause', label: text.uploaderPause, act: () => actions.pause(id) }
    const resume: RowAction = { part: 'resume', label: text.uploaderResume, act: () => actions.resume(id) }
    const cancel: RowAction = { part: 'cancel', label: text.uploaderCancel, act: () => actions.cancel(id) }
    const retry: RowAction = { part: 'retry', label: text.uploaderRetry, act: () => actions.retry(id) }
    const remove: RowAction = {
      part: 'remove',
      label: text.uploaderRemove(name),
      icon: commonIcons.close,
      act: () => actions.remove(entry),
    }
    const again: RowAction = {
      part: 'chooseAgain',
      label: text.uploaderChooseAgain,
      act: () => actions.chooseAgain(entry),
    }
    const moves: RowAction[] = canMove
      ? ([
          {
            part: 'moveUp',
            label: text.uploaderMoveUp(name),
            isOff: isFirst,
            act: () => actions.move(entry, -1),
          },
          {
            part: 'moveDown',
            label: text.uploaderMoveDown(name),
            isOff: isLast,
            act: () => actions.move(entry, 1),
          },
        ].slice(isFirst && isLast ? 2 : 0) as RowAction[])
      : []
    // Below the size for parts a pause would start over: there it is not offered.
    if (isGoing)
      return upload?.keepsParts
        ? { main: pause, more: [cancel, ...moves] }
        : { main: upload ? cancel : remove, more: moves }
    if (now === 'paused') return { main: resume, more: [cancel, ...moves] }
    if (now === 'failed' && upload?.error?.reason === 'file-changed')
      return { main: again, more: [remove, ...moves] }
    if (now === 'cancelled' || (now === 'failed' && mayRetry(upload)))
      return { main: retry, more: [remove, ...moves] }
    return { main: remove, more: moves }
  }
})

/** A failure without a reason of the upload's own (balance, sign-in) may be over by now. */
function mayRetry(upload: UploadItem | undefined): boolean {
  const error = upload?.error
  return !error || error.retryable || error.kind !== 'upload-failed' || error.reason === undefined
}

interface MainActionProps {
  action: RowAction
  nameId: string
  isDisabled: boolean
}

/** Named by its own text and the file's name: "Pause film.mp4". */
function MainAction({ action: { part, label, icon, act }, nameId, isDisabled }: MainActionProps) {
  const id = useId()
  const shared = { part, as: 'button', type: 'button', disabled: isDisabled, onClick: act } as const
  if (icon) {
    return (
      <Part {...shared} look="button icon quiet small" aria-label={label}>
        <Icon path={icon} />
      </Part>
    )
  }
  return (
    <Part {...shared} look="button small quiet" id={id} aria-labelledby={`${id} ${nameId}`}>
      {label}
    </Part>
  )
}

function statusText({ state, notice, progress, size }: UploadItem, messages: ListMessages): string {
  if (state === 'done') return `${messages.uploaderState(state)} · ${messages.uploaderSize(size)}`
  const texts = [notice ? messages.uploaderNotice(notice) : messages.uploaderState(state)]
  if (state === 'uploading' || state === 'paused' || state === 'retrying') {
    texts.push(messages.uploaderBytes(progress.loaded, progress.total))
  } else texts.push(messages.uploaderSize(size))
  if (state === 'uploading' && progress.secondsRemaining !== undefined) {
    texts.push(messages.uploaderRemaining(progress.secondsRemaining))
  }
  return texts.join(' · ')
}

/** Errors that are not the upload's own (balance, sign-in, proxy) have their own words and actions; loaded when there is one. */
const { Component: ErrorNotice } = lazyComponent<ErrorNoticeProps>(() =>
  import('../error-notice/ErrorNotice.js').then((module) => ({ default: module.ErrorNotice })),
)

interface EntryErrorProps {
  error: ModelRunnerError
  messages: ListMessages
}

/** Why a file is not up, and what helps. */
function EntryError({ error, messages }: EntryErrorProps) {
  const { reason } = error
  if (error.kind === 'upload-failed' && reason) {
    const text = textOf(error, reason, messages)
    const answer = reason === 'refused' && !error.retryable ? storageMessage(error.body) : undefined
    return (
      <Part part="error" look="hint">
        {text}
        {answer && (
          <>
            {' '}
            (<bdi>{answer}</bdi>)
          </>
        )}
        {process.env.NODE_ENV !== 'production' && <DeveloperText error={error} />}
      </Part>
    )
  }
  return <ErrorNotice compact error={error} />
}

/** A storage that cannot take the file now has not refused it. */
function textOf(
  { retryable, retryAfterMs }: ModelRunnerError,
  reason: UploadFailureReason,
  messages: ListMessages,
) {
  if (reason !== 'refused' || !retryable) return messages.uploaderFailed(reason)
  return retryAfterMs === undefined
    ? messages.uploaderUnavailable
    : messages.uploaderFailedBusy(Math.ceil(retryAfterMs / 1000))
}

/** The error's own text, in English, names what a developer must fix. Not in production. */
function DeveloperText({ error }: Pick<EntryErrorProps, 'error'>) {
  if (error.reason !== 'cors' && error.reason !== 'refused') return null
  return (
    <div dir="ltr" data-mr-look="hint">
      <code>{error.message}</code>
    </div>
  )
}

/** The reason that a storage gives in its XML. */
function storageMessage(body: unknown): string | undefined {
  return typeof body === 'string' ? /<Message>([^<]{1,300})/.exec(body)?.[1] : undefined
}
