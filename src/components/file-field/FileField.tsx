'use client'
import {
  type ClipboardEvent,
  type ForwardedRef,
  forwardRef,
  useContext,
  useEffect,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useStableCallback } from '../../hooks/use-stable-callback.js'
import { enFileField } from '../../messages/english/en-file-field.js'
import { enUploader } from '../../messages/english/en-uploader.js'
import { inputAccept } from '../../shared/accepts.js'
import { FilePicker } from '../file-library/FilePicker.js'
import { DropArea } from '../file-list/DropArea.js'
import { EntryRows, preloadList, Refusals, TotalBar } from '../file-list/EntryRows.js'
import { limitsText, statusMessage } from '../file-list/list-texts.js'
import { isTextTarget, useFileDrop } from '../file-list/use-file-drop.js'
import { useListFocus } from '../file-list/use-list-focus.js'
import { Announcer } from '../internal/Announcer.js'
import type { ComponentOf, PropsOf } from '../internal/part-props.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import type { FilePlan } from '../schema-form/field-plan.js'
import type { WidgetProps } from '../schema-form/fields-options.js'
import { useFormContext } from '../schema-form/form-context.js'
import { LinkForm, type Way, Ways } from './Ways.js'
import { type FileFieldParts, Part, Root } from './parts.js'
import { UploadLifecycle } from './upload-lifecycle.js'
import { type FieldFiles, useFieldFiles } from './use-field-files.js'

const TEXTS = { ...enFileField, ...enUploader }

/**
 * The control of file fields in `<RequestRunner>`: upload, URL or library; files go up at once, with progress, pause and
 * retry, and what was given stays in the form whatever happens. For a `<SchemaForm>` inside a provider, too.
 *
 * @example
 * <SchemaForm schema={inputSchema} fileField={FileField} onSubmit={submit} />
 */
export const FileField: ComponentOf<FileFieldProps, 'div'> = forwardRef(function FileField(
  props: FileFieldProps,
  ref: ForwardedRef<HTMLDivElement>,
) {
  const { id, plan, value, onChange, label, ariaLabel, describedBy, invalid, disabled, children, ...outer } =
    props
  const { multiple, accept, maxItems } = plan
  const messages = useAreaMessages(TEXTS)
  const limitsId = useId()
  const { setDraft } = useFormContext()
  const lifecycle = useContext(UploadLifecycle)
  const files = useFieldFiles({ plan, value, onChange, lifecycle, messages })
  const { upload, entries, refused } = files
  useEffect(preloadList, [])
  const rootRef = useRef<HTMLDivElement>(null)
  const listRef = useRef<HTMLOListElement>(null)
  const { dropReader, isDragging, open, inputProps, rootProps } = useFileDrop({
    rootRef,
    disabled,
    onFiles: files.addFiles,
  })
  // The element below is there when refs are set.
  useImperativeHandle(ref, () => rootRef.current as HTMLDivElement)
  const focus = useListFocus(rootRef)
  const [way, setWay] = useState(0)
  const [hasDraft, setHasDraft] = useState(false)

  function onPasteCapture(event: ClipboardEvent) {
    const { files: pasted, types } = event.clipboardData
    const text = event.clipboardData.getData('text').trim()
    const isText = isTextTarget(event.target, types)
    if (disabled || isText || pasted.length > 0 || !/^https?:\/\/\S+$/.test(text)) return
    event.preventDefault()
    files.addUrls([text])
  }
  const { pause, resume, cancel, retry } = upload
  const { remove, move } = files
  const chooseAgain = useStableCallback((entry: Parameters<typeof remove>[0]) => {
    remove(entry)
    open()
  })
  const actions = useMemo(
    () => ({ pause, resume, cancel, retry, remove, move, chooseAgain }),
    [pause, resume, cancel, retry, remove, move, chooseAgain],
  )
  const isOpen = multiple ? !files.isFull : entries.length === 0
  const limits = limitsText({ accept, maxFiles: multiple ? maxItems : undefined }, messages)
  const ways: Way[] = [
    {
      name: 'upload',
      label: messages.formWayUpload,
      isBare: true,
      panel: (
        <DropArea
          isDragging={isDragging}
          isDisabled={disabled}
          multiple={multiple}
          directory={false}
          limits={limits}
          limitsId={limitsId}
          describedBy={[`${id}-label`, plan.required && `${id}-required`, describedBy]
            .filter(Boolean)
            .join(' ')}
          messages={messages}
          onBrowse={open}
          onFolder={open}
        />
      ),
    },
    {
      name: 'url',
      label: messages.formWayUrl,
      panel: (
        <LinkForm
          label={label}
          messages={messages}
          describedBy={describedBy}
          invalid={invalid}
          required={plan.required}
          disabled={disabled}
          freeText={plan.freeText ?? false}
          onAdd={(url) => files.addUrls([url])}
          onDraft={setHasDraft}
        />
      ),
    },
    {
      name: 'library',
      label: messages.formWayLibrary,
      panel: (
        <FilePicker
          accept={accept}
          multiple={multiple}
          disabled={disabled}
          onPick={(picked) => files.addUrls(picked.map(({ url }) => url))}
        />
      ),
    },
  ]
  // Only what the user sees may hold a run back.
  const isDraft = hasDraft && ways[way]?.name === 'url'
  useEffect(() => setDraft(plan.key, isDraft), [setDraft, plan.key, isDraft])
  const isBusy = upload.uploads.length > 1 && !upload.uploads.every(({ state }) => state === 'done')

  return (
    <Root
      id={id}
      outer={outer}
      look="stack"
      state={isDragging ? 'dragging' : upload.isUploading ? 'uploading' : entries.length ? 'filled' : 'empty'}
      ref={rootRef}
      role="presentation"
      {...rootProps}
      {...focus}
      onPasteCapture={onPasteCapture}
    >
      <input
        {...inputProps}
        type="file"
        hidden
        tabIndex={-1}
        accept={inputAccept(accept)}
        multiple={multiple}
        disabled={disabled}
        aria-label={ariaLabel ?? label}
      />
      {children ? (
        children({ ...files, open, isDragging })
      ) : (
        <>
          {isBusy && <TotalBar upload={upload} messages={messages} isDisabled={disabled} />}
          {entries.length > 0 && (
            <Part part="list" as="ol" look="list stack" ref={listRef} aria-labelledby={`${id}-label`}>
              <EntryRows
                entries={entries}
                messages={messages}
                listRef={listRef}
                actions={actions}
                isDisabled={disabled}
                canMove={multiple}
              />
            </Part>
          )}
          {refused.length > 0 && <Refusals refused={refused} messages={messages} onDismiss={files.dismiss} />}
          {isOpen && <Ways ways={ways} current={way} label={label} disabled={disabled} onChange={setWay} />}
        </>
      )}
      {dropReader}
      <Announcer message={files.said} />
      <Announcer message={statusMessage(upload.uploads, messages)} />
    </Root>
  )
})

export interface FileFieldBehaviour extends FieldFiles {
  /** Opens the file dialog. */
  open(): void
  /** Files are held over it. */
  isDragging: boolean
}

export type FileFieldProps = PropsOf<'div', FileFieldParts, FileFieldBehaviour, WidgetProps<FilePlan>>
