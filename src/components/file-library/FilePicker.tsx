'use client'
import { forwardRef, useId, useState, type ForwardedRef, type MouseEvent } from 'react'
import type { Accept } from '../../shared/accepts.js'
import type { FileFilters } from '../../hooks/useFiles.js'
import type { FileItem } from '../../protocol/file-item.js'
import { createParts } from '../internal/create-parts.js'
import { Icon } from '../internal/Icon.js'
import * as commonIcons from '../internal/icons/common-icons.js'
import type { ComponentOf, PropsOf } from '../internal/part-props.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { enLibrary } from '../../messages/english/en-library.js'
import { FileLibrary } from './FileLibrary.js'
import { useModal } from './use-modal.js'

/** Parts of `<FilePicker>` and their states. */
export interface FilePickerParts {
  root: 'open' | 'closed'
  /** Opens the library. */
  button: never
  dialog: never
  body: never
  title: never
  actions: never
  /** Sticky; only when several files can be selected. */
  footer: never
  use: never
  close: never
}

const { Root, Part } = createParts<FilePickerParts>('file-picker')

/**
 * A button that opens the library to choose files of it, for fields that take files.
 *
 * @example
 * <FilePicker accept="image/*" onPick={([file]) => setUrl(file?.url)} />
 */
export const FilePicker: ComponentOf<FilePickerProps, 'div'> = forwardRef(function FilePicker(
  { accept, multiple = false, filters, disabled, label, onPick, children, ...outer }: FilePickerProps,
  ref: ForwardedRef<HTMLDivElement>,
) {
  const messages = useAreaMessages(enLibrary)
  const [isOpen, setIsOpen] = useState(false)
  const open = () => setIsOpen(true)
  const pick = (files: FileItem[]) => {
    setIsOpen(false)
    onPick(files)
  }

  return (
    <Root ref={ref} outer={outer} state={isOpen ? 'open' : 'closed'}>
      {children ? (
        children({ isOpen, open })
      ) : (
        <Part
          part="button"
          as="button"
          type="button"
          look="button small"
          aria-haspopup="dialog"
          disabled={disabled}
          onClick={open}
        >
          {label ?? messages.libraryChoose}
        </Part>
      )}
      {isOpen && (
        <PickerDialog
          accept={accept}
          multiple={multiple}
          filters={filters}
          onPick={pick}
          onClose={() => setIsOpen(false)}
        />
      )}
    </Root>
  )
})

interface PickerDialogProps extends Pick<OwnProps, 'accept' | 'multiple' | 'filters' | 'onPick'> {
  onClose(): void
}

function PickerDialog({ accept, multiple, filters, onPick, onClose }: PickerDialogProps) {
  const messages = useAreaMessages(enLibrary)
  const titleId = useId()
  const ref = useModal()
  const [files, setFiles] = useState<FileItem[]>([])
  // A preview within is a dialog of its own: what happens to it bubbles up here in React.
  const ifOwn = (event: { target: unknown; currentTarget: unknown }, act: () => void) => {
    if (event.target === event.currentTarget) act()
  }

  return (
    <Part
      part="dialog"
      as="dialog"
      ref={ref}
      aria-labelledby={titleId}
      // A form around it has shortcuts of its own.
      onKeyDown={(event) => event.key === 'Enter' && event.stopPropagation()}
      onClick={(event: MouseEvent) => ifOwn(event, onClose)}
      onCancel={(event) =>
        ifOwn(event, () => {
          event.preventDefault()
          onClose()
        })
      }
    >
      <Part part="body" look="stack">
        <Part part="actions" look="spread">
          <Part part="title" as="h2" look="title" id={titleId}>
            {messages.libraryChoose}
          </Part>
          <Part
            part="close"
            as="button"
            type="button"
            look="button quiet icon small"
            aria-label={messages.libraryClose}
            onClick={onClose}
          >
            <Icon path={commonIcons.close} />
          </Part>
        </Part>
        <FileLibrary
          selectable={multiple ? 'many' : 'one'}
          accept={accept}
          filters={filters}
          autoFocus
          onSelect={(chosen) => {
            // Of a single choice the first tap is the answer.
            if (!multiple && chosen.length) onPick(chosen)
            else setFiles(chosen)
          }}
        />
        {multiple && (
          <Part part="footer" look="row">
            <Part
              part="use"
              as="button"
              type="button"
              look="button primary"
              disabled={!files.length}
              onClick={() => onPick(files)}
            >
              {messages.libraryUseSelected(files.length)}
            </Part>
          </Part>
        )}
      </Part>
    </Part>
  )
}

interface OwnProps {
  /** What may be chosen, as `<input accept>` has it. */
  accept?: Accept
  /** @default false */
  multiple?: boolean
  filters?: FileFilters
  /** @default false */
  disabled?: boolean
  /** @default "Choose from library" */
  label?: string
  /** The chosen files, at least one. */
  onPick(files: FileItem[]): void
}

export type FilePickerProps = PropsOf<'div', FilePickerParts, { isOpen: boolean; open(): void }, OwnProps>
