'use client'
import { type ForwardedRef, forwardRef, useEffect, useId, useImperativeHandle, useMemo, useRef } from 'react'
import type { UploadOptions } from '../../client/uploads/upload-options.js'
import { useStableCallback } from '../../hooks/use-stable-callback.js'
import { DropArea } from '../file-list/DropArea.js'
import { EntryRows, preloadList, Refusals, TotalBar } from '../file-list/EntryRows.js'
import { limitsText, statusMessage } from '../file-list/list-texts.js'
import { type FileUploaderParts, Part, Root } from '../file-list/parts.js'
import { useFileDrop } from '../file-list/use-file-drop.js'
import { useListFocus } from '../file-list/use-list-focus.js'
import { Announcer } from '../internal/Announcer.js'
import type { ComponentOf, PropsOf } from '../internal/part-props.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { type FileUploaderState, useFileUploader } from './use-file-uploader.js'
import { useFormField } from './use-form-field.js'
import { enUploader } from '../../messages/english/en-uploader.js'
import { inputAccept } from '../../shared/accepts.js'

/**
 * Takes files by drop, paste, dialog, folder or camera, uploads them at once and keeps the list of their URLs in order:
 * previews, progress, pause, resume, retry, reasons for what it does not take. A file whose upload was cut short by a
 * reload goes on where it stopped when it is chosen again. What is on its way when the component is unmounted goes on;
 * `onChange` is called for it, and the list is there when the component comes back to the same page.
 *
 * @example
 * <FileUploader accept="image/*" multiple maxFiles={4} onChange={setUrls} />
 */
export const FileUploader: ComponentOf<FileUploaderProps, 'div'> = forwardRef(function FileUploader(
  props: FileUploaderProps,
  ref: ForwardedRef<HTMLDivElement>,
) {
  const { own, options, outer } = split(props)
  const { value, defaultValue, onChange, name, capture, required = false, children } = own
  const {
    disabled = false,
    readOnly = false,
    directory = false,
    orderable = false,
    waitOnSubmit = false,
  } = own
  const multiple = own.multiple ?? (options.maxFiles ?? 1) > 1
  const messages = useAreaMessages(enUploader)
  const limitsId = useId()
  const slot = slotOf(props)
  const state = useFileUploader({ upload: options, multiple, value, defaultValue, onChange, slot, messages })
  const { upload, entries, urls, refused, interrupted } = state

  useEffect(preloadList, [])
  const rootRef = useRef<HTMLDivElement>(null)
  // The element below is there when refs are set.
  useImperativeHandle(ref, () => rootRef.current as HTMLDivElement)
  const listRef = useRef<HTMLUListElement>(null)
  const { dropReader, isDragging, open, openFolder, inputProps, rootProps } = useFileDrop({
    rootRef,
    disabled: disabled || readOnly,
    onFiles: state.add,
  })
  const focus = useListFocus(rootRef)
  const isOnTheWay = upload.isUploading || upload.uploads.some((item) => item.state === 'paused')
  const isMissing = required && !urls.length && !(waitOnSubmit && isOnTheWay)
  const { validityRef } = useFormField({
    problem:
      isOnTheWay && !waitOnSubmit ? messages.uploaderUnfinished : isMissing ? messages.uploaderRequired : '',
    waits: waitOnSubmit,
    isUploading: upload.isUploading,
    onReset: state.reset,
  })

  const { pause, resume, cancel, retry } = upload
  const { remove, move } = state
  const chooseAgain = useStableCallback((entry: Parameters<typeof remove>[0]) => {
    remove(entry)
    open()
  })
  const actions = useMemo(
    () => ({ pause, resume, cancel, retry, remove, move, chooseAgain }),
    [pause, resume, cancel, retry, remove, move, chooseAgain],
  )

  return (
    <Root
      outer={outer}
      ref={rootRef}
      role="group"
      {...rootProps}
      {...focus}
      aria-label={messages.uploaderLabel}
      aria-disabled={disabled || undefined}
      look="stack"
      state={disabled ? 'disabled' : isDragging ? 'dragging' : upload.isUploading ? 'uploading' : 'idle'}
    >
      {!readOnly && (
        <input
          {...inputProps}
          type="file"
          hidden
          tabIndex={-1}
          accept={inputAccept(options.accept)}
          multiple={multiple}
          capture={capture}
          disabled={disabled}
          aria-label={messages.uploaderLabel}
        />
      )}
      {/* Stands for the list in the form's validation: hidden inputs take no part in it. */}
      <input
        ref={validityRef}
        tabIndex={-1}
        aria-hidden="true"
        disabled={disabled || readOnly}
        value=""
        onChange={() => {}}
        onFocus={() => rootRef.current?.querySelector<HTMLElement>('[data-mr-part="browse"]')?.focus()}
      />
      {name !== undefined &&
        urls.map((url, index) => (
          <input key={index} type="hidden" name={name} value={url} disabled={disabled} />
        ))}
      {children ? (
        children({ ...state, open, isDragging })
      ) : (
        <>
          {!readOnly && (
            <DropArea
              isDragging={isDragging}
              isDisabled={disabled}
              multiple={multiple}
              directory={directory}
              limits={limitsText(options, messages)}
              limitsId={limitsId}
              messages={messages}
              onBrowse={open}
              onFolder={openFolder}
            />
          )}
          {refused.length > 0 && <Refusals refused={refused} messages={messages} onDismiss={state.dismiss} />}
          {upload.uploads.length > 1 &&
            !upload.uploads.every(({ state: each }) => each === 'done') &&
            !readOnly && <TotalBar upload={upload} messages={messages} isDisabled={disabled} />}
          {(entries.length > 0 || interrupted.length > 0) && (
            <Part part="list" as="ul" look="list stack" ref={listRef} aria-label={messages.uploaderLabel}>
              <EntryRows
                entries={entries}
                interrupted={interrupted}
                onChoose={open}
                onForget={state.forget}
                listRef={listRef}
                messages={messages}
                actions={actions}
                isFixed={readOnly}
                isDisabled={disabled}
                canMove={multiple && orderable}
              />
            </Part>
          )}
        </>
      )}
      {dropReader}
      <Announcer message={state.said} />
      <Announcer message={statusMessage(upload.uploads, messages)} />
    </Root>
  )
})

/**
 * Where in the app an uploader stands. One that comes back to the same page with the same name, id and options is taken
 * for the one that left; give two on one page different names or ids.
 */
function slotOf({
  name,
  id,
  accept,
  maxFiles,
  maxSize,
  multiple,
  onChange,
  ...props
}: FileUploaderProps): string {
  const page = typeof location === 'undefined' ? '' : location.href
  const label = props['aria-label'] ?? props['aria-labelledby']
  return JSON.stringify([page, name, id, label, accept, maxFiles, maxSize, multiple, identityOf(onChange)])
}

const identities = new WeakMap<object, number>()
let lastIdentity = 0

/** Setters of a living component are distinguished by themselves, functions that are written inline by their text. */
function identityOf(callback: object | undefined): string | number | undefined {
  if (!callback) return undefined
  const text = String(callback)
  if (!text.includes('[native code]')) return text
  const known = identities.get(callback) ?? ++lastIdentity
  identities.set(callback, known)
  return known
}

/** Upload options go to the engine, own props to the component, all else to the root. */
function split(props: FileUploaderProps) {
  const {
    value,
    defaultValue,
    onChange,
    name,
    multiple,
    capture,
    directory,
    disabled,
    readOnly,
    required,
    orderable,
    waitOnSubmit,
    children,
    ...rest
  } = props
  const {
    accept,
    maxSize,
    maxFiles,
    allowEmpty,
    duplicates,
    concurrency,
    partConcurrency,
    partSize,
    multipartThreshold,
    resumable,
    lifecycle,
    relay,
    onUploaded,
    onError,
    ...outer
  } = rest
  return {
    own: {
      value,
      defaultValue,
      onChange,
      name,
      multiple,
      capture,
      directory,
      disabled,
      readOnly,
      required,
      orderable,
      waitOnSubmit,
      children,
    },
    options: {
      accept,
      maxSize,
      maxFiles,
      allowEmpty,
      duplicates,
      concurrency,
      partConcurrency,
      partSize,
      multipartThreshold,
      resumable,
      lifecycle,
      relay,
      onUploaded,
      onError,
    } satisfies Record<keyof UploadOptions, unknown>,
    outer,
  }
}

interface OwnProps extends UploadOptions {
  /** URLs of what is there, in order. With it, the app holds the list; without, the component does. */
  value?: readonly string[]
  /** URLs that are there at first. */
  defaultValue?: readonly string[]
  /** Called with the URLs of all that is up, in order, whenever they change. */
  onChange?: (urls: string[]) => void
  /** Name in a plain form: one field per URL. */
  name?: string
  /** Several files; without it a new file takes the old one's place. @default whether `maxFiles` is above 1 */
  multiple?: boolean
  /** Opens the camera or the microphone where the device has one, as `<input capture>` does. */
  capture?: boolean | 'user' | 'environment'
  /** Offers to choose a whole folder, where the browser can. @default false */
  directory?: boolean
  /** Takes no files; what is up stays, and goes with no form. @default false */
  disabled?: boolean
  /** Shows the list and lets nothing be changed. @default false */
  readOnly?: boolean
  /** A form with it is invalid while there is no file. While files are on their way, a form is invalid in any case. @default false */
  required?: boolean
  /** A form that is submitted while files are on their way is submitted once they are up, instead of being invalid. @default false */
  waitOnSubmit?: boolean
  /** Offers to change the order of several files. @default false */
  orderable?: boolean
}

export interface FileUploaderBehaviour extends FileUploaderState {
  /** Opens the file dialog. */
  open(): void
  /** Files are held over it. */
  isDragging: boolean
}

export type FileUploaderProps = PropsOf<'div', FileUploaderParts, FileUploaderBehaviour, OwnProps>
