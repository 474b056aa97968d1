'use client'
import { type ForwardedRef, forwardRef, useId, useImperativeHandle } from 'react'
import { useDropzone } from 'react-dropzone'
import type { UploadOptions } from '../../client/uploads/upload-options.js'
import { inputAccept } from '../../hooks/input-accept.js'
import { Announcer } from '../internal/Announcer.js'
import type { ComponentOf, PropsOf } from '../internal/part-props.js'
import { useMessages } from '../internal/use-messages.js'
import { DropArea } from '../file-list/DropArea.js'
import { EntryRows } from '../file-list/EntryRows.js'
import { limitsText, statusMessage } from '../file-list/list-texts.js'
import { type FileUploaderParts, Part, Root } from '../file-list/parts.js'
import { Refusals } from '../file-list/Refusals.js'
import { TotalBar } from '../file-list/TotalBar.js'
import { type FileUploaderState, useFileUploader } from './use-file-uploader.js'
import { useFormReset } from './use-form-reset.js'
import { useListFocus } from '../file-list/use-list-focus.js'

/**
 * Takes files by drop, paste, dialog, folder or camera, uploads them at once and keeps the list of their URLs in order:
 * previews, progress, pause, resume, retry, reasons for what it does not take. A file whose upload was cut short by a
 * reload goes on where it stopped when it is chosen again.
 *
 * @example
 * <FileUploader accept="image/*" multiple maxFiles={4} onChange={setUrls} />
 */
export const FileUploader: ComponentOf<FileUploaderProps, 'div'> = forwardRef(function FileUploader(
  props: FileUploaderProps,
  ref: ForwardedRef<HTMLDivElement>,
) {
  const { own, options, outer } = split(props)
  const {
    value,
    defaultValue,
    onChange,
    name,
    capture,
    disabled = false,
    readOnly = false,
    directory = false,
    children,
  } = own
  const multiple = own.multiple ?? (options.maxFiles ?? 1) > 1
  const messages = useMessages()
  const limitsId = useId()
  const state = useFileUploader({ upload: options, multiple, value, defaultValue, onChange, messages })
  const { upload, entries, urls, refused } = state
  const isFixed = disabled || readOnly

  const { getRootProps, getInputProps, rootRef, inputRef, open, isDragActive } = useDropzone({
    disabled: isFixed,
    multiple: true,
    noClick: true,
    noKeyboard: true,
    onDrop: (files) => state.add(files),
  })
  // React Dropzone types its root loosely; it is the element below.
  useImperativeHandle(ref, () => rootRef.current as HTMLDivElement)
  useFormReset(rootRef, state.reset)
  const focus = useListFocus(rootRef)

  function openFolder() {
    const input = inputRef.current
    if (!input) return
    input.webkitdirectory = true
    open()
    input.webkitdirectory = false
  }
  // It also sets the ref, which its types do not say.
  const dropProps: Record<string, unknown> = getRootProps({ role: 'group' })

  return (
    <Root
      outer={outer}
      {...dropProps}
      {...focus}
      aria-label={messages.uploaderLabel}
      aria-disabled={disabled || undefined}
      look="stack"
      state={disabled ? 'disabled' : isDragActive ? 'dragging' : upload.isUploading ? 'uploading' : 'idle'}
    >
      {!readOnly && (
        <input
          {...getInputProps({
            accept: inputAccept(options.accept),
            multiple,
            capture,
            disabled,
            // Out of reach of a strict CSP, and of React Dropzone's English.
            style: undefined,
            hidden: true,
            'aria-label': messages.uploaderLabel,
          })}
        />
      )}
      {name !== undefined &&
        urls.map((url, index) => (
          <input key={index} type="hidden" name={name} value={url} disabled={disabled} />
        ))}
      {children ? (
        children({ ...state, open, isDragging: isDragActive })
      ) : (
        <>
          {!readOnly && (
            <DropArea
              isDragging={isDragActive}
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
          {entries.length > 0 && (
            <Part part="list" as="ul" look="list stack" aria-label={messages.uploaderLabel}>
              <EntryRows
                entries={entries}
                messages={messages}
                actions={{ ...upload, remove: state.remove, move: state.move }}
                isFixed={readOnly}
                isDisabled={disabled}
                canMove={multiple}
              />
            </Part>
          )}
        </>
      )}
      <Announcer message={state.said} />
      <Announcer message={statusMessage(upload.uploads, messages)} />
    </Root>
  )
})

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
    own: { value, defaultValue, onChange, name, multiple, capture, directory, disabled, readOnly, children },
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
  /** Several files, in an order that can be changed; without it a new file takes the old one's place. @default whether `maxFiles` is above 1 */
  multiple?: boolean
  /** Opens the camera or the microphone where the device has one, as `<input capture>` does. */
  capture?: boolean | 'user' | 'environment'
  /** Offers to choose a whole folder, where the browser can. @default false */
  directory?: boolean
  /** Takes no files; what is up stays, and goes with no form. @default false */
  disabled?: boolean
  /** Shows the list and lets nothing be changed. @default false */
  readOnly?: boolean
}

export interface FileUploaderBehaviour extends FileUploaderState {
  /** Opens the file dialog. */
  open(): void
  /** Files are held over it. */
  isDragging: boolean
}

export type FileUploaderProps = PropsOf<'div', FileUploaderParts, FileUploaderBehaviour, OwnProps>
