import { useId, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { flushSync } from 'react-dom'
import type { Messages } from '../../messages/messages.js'
import { fileName } from '../../hooks/file-name.js'
import type { FileItem } from '../../protocol/file-item.js'
import { Icon } from '../internal/Icon.js'
import { safeUrl } from '../internal/safe-url.js'
import { FileDetails } from './FileDetails.js'
import type { FileDoing } from './FileGrid.js'
import { FileLink } from './FileLink.js'
import { FileMedia } from './FileMedia.js'
import { FileTags } from './FileTags.js'
import { Part } from './parts.js'
import { RemoveFile } from './RemoveFile.js'
import { useModal } from './use-modal.js'

interface FilePreviewProps {
  file: FileItem
  /** What the person came for: the focus begins there. */
  doing: FileDoing
  messages: Messages
  /** Offers to choose the file. */
  onUse?: (file: FileItem) => void
  onFavorite(file: FileItem): void
  onAddTag(file: FileItem, name: string): void
  onRemoveTag(file: FileItem, tagId: string): void
  onRemove(file: FileItem): void
  onClose(): void
}

/** One file with all that is known of it and all that can be done with it. */
export function FilePreview({ file, doing, messages, onUse, onClose, ...on }: FilePreviewProps) {
  const ref = useModal()
  const titleId = useId()
  const url = safeUrl(file.url)
  const [isRemoving, setIsRemoving] = useState(doing === 'remove')
  const removing = useRef<HTMLButtonElement>(null)

  // Browsers close a modal dialog on Escape by themselves; this also serves where it is not modal.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    onClose()
  }
  const onBackdrop = (event: MouseEvent) => {
    if (event.target === event.currentTarget) onClose()
  }

  return (
    <Part
      part="preview"
      as="dialog"
      ref={ref}
      aria-labelledby={titleId}
      onKeyDown={onKeyDown}
      onClick={onBackdrop}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <Part part="previewBody" look="stack">
        <Part part="toolbar" look="spread">
          <Part part="previewTitle" as="h2" look="title" id={titleId}>
            <bdi>{fileName(file)}</bdi>
          </Part>
          <Part
            part="action"
            as="button"
            type="button"
            look="button quiet icon small"
            aria-label={messages.libraryClose}
            onClick={onClose}
          >
            <Icon name="close" />
          </Part>
        </Part>
        <FileMedia file={file} messages={messages} />
        {isRemoving ? (
          <RemoveFile
            messages={messages}
            onRemove={() => on.onRemove(file)}
            onKeep={() => {
              // The question goes away; the focus goes back to what asked it.
              flushSync(() => setIsRemoving(false))
              removing.current?.focus()
            }}
          />
        ) : (
          <Part part="toolbar" look="row">
            {onUse && (
              <Part
                part="action"
                as="button"
                type="button"
                look="button primary small"
                onClick={() => onUse(file)}
              >
                {messages.libraryUse}
              </Part>
            )}
            <Part
              part="star"
              as="button"
              type="button"
              look="button small"
              state={file.isFavorited ? 'on' : 'off'}
              onClick={() => on.onFavorite(file)}
            >
              <Icon name="star" />
              {file.isFavorited ? messages.libraryUnfavorite : messages.libraryFavorite}
            </Part>
            {url && (
              <Part
                part="action"
                as="a"
                look="button small"
                href={url}
                download={fileName(file)}
                target="_blank"
                rel="noopener noreferrer"
              >
                <Icon name="download" />
                {messages.libraryDownload}
              </Part>
            )}
            <Part
              part="action"
              as="button"
              type="button"
              look="button small danger"
              ref={removing}
              onClick={() => setIsRemoving(true)}
            >
              {messages.libraryRemove}
            </Part>
          </Part>
        )}
        {url && <FileLink url={url} messages={messages} />}
        <FileTags
          file={file}
          messages={messages}
          hasFocus={doing === 'tag'}
          onAdd={(name) => on.onAddTag(file, name)}
          onRemove={(tagId) => on.onRemoveTag(file, tagId)}
        />
        <FileDetails file={file} messages={messages} />
      </Part>
    </Part>
  )
}
