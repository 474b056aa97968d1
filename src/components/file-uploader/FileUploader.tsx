'use client'
import {
  type ForwardedRef,
  forwardRef,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  type RefObject,
} from 'react'
import { useStableCallback } from '../../hooks/use-stable-callback.js'
import { DropArea } from '../file-list/DropArea.js'
import { EntryRows, preloadList, Refusals, TotalBar } from '../file-list/EntryRows.js'
import { limitsText, statusMessage } from '../file-list/list-texts.js'
import { Part, Root } from '../file-list/parts.js'
import { useFileDrop } from '../file-list/use-file-drop.js'
import { useListFocus } from '../file-list/use-list-focus.js'
import { Announcer } from '../internal/Announcer.js'
import type { ComponentOf } from '../internal/part-props.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { useFileUploader } from './use-file-uploader.js'
import { type FileUploaderProps, slotOf, split } from './uploader-props.js'
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

interface FormFieldOptions {
  /** What keeps the form from being submitted now; empty where nothing does. */
  problem: string
  /** A submit waits until the files are up instead of being refused. */
  waits: boolean
  isUploading: boolean
  onReset(): void
}

/** Not `hidden`: browsers report a problem only at what can take the focus. */
const OUT_OF_SIGHT = {
  position: 'absolute',
  inlineSize: '1px',
  blockSize: '1px',
  padding: '0',
  border: '0',
  opacity: '0',
  pointerEvents: 'none',
}

/** The part of a form's life that a list of files takes part in: validation, submit, reset. */
function useFormField({ problem, waits, isUploading, onReset }: FormFieldOptions): {
  /** For an input that stands for the list in the form's validation. */
  validityRef: RefObject<HTMLInputElement | null>
} {
  const validityRef = useRef<HTMLInputElement>(null)
  useEffect(() => validityRef.current?.setCustomValidity(problem), [problem])
  // Not as an attribute: a strict CSP refuses those in served HTML.
  useEffect(() => {
    if (validityRef.current) Object.assign(validityRef.current.style, OUT_OF_SIGHT)
  }, [])

  const reset = useStableCallback(onReset)
  const held = useRef<{ form: HTMLFormElement; submitter: HTMLElement | null }>(undefined)
  const onSubmit = useStableCallback((event: SubmitEvent) => {
    if (!waits || !isUploading || !(event.target instanceof HTMLFormElement)) return
    event.preventDefault()
    event.stopImmediatePropagation()
    held.current = { form: event.target, submitter: event.submitter }
  })
  useEffect(() => {
    const form = validityRef.current?.form
    form?.addEventListener('reset', reset)
    // Before the app's own listeners: what waits has not been submitted yet.
    document.addEventListener('submit', onSubmit, { capture: true })
    return () => {
      form?.removeEventListener('reset', reset)
      document.removeEventListener('submit', onSubmit, { capture: true })
    }
  }, [reset, onSubmit])
  useEffect(() => {
    if (isUploading || !held.current) return
    const { form, submitter } = held.current
    held.current = undefined
    form.requestSubmit(submitter)
  }, [isUploading])
  return { validityRef }
}
