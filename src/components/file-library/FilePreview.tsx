import { useId, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import { flushSync } from 'react-dom'
import type { LibraryTexts } from './library-texts.js'
import { fileName } from '../../hooks/file-name.js'
import type { FileItem } from '../../protocol/file-item.js'
import { Icon } from '../internal/Icon.js'
import * as commonIcons from '../internal/icons/common-icons.js'
import * as libraryIcons from '../internal/icons/library-icons.js'
import { safeUrl } from '../internal/safe-url.js'
import { FileDetails, FileTags } from './FileDetails.js'
import type { FileDoing } from './FileGrid.js'
import { Part } from './parts.js'
import { RemoveFile } from './RemoveFile.js'
import { saveFile } from './save-file.js'
import { useModal } from './use-modal.js'
import { fileKind, type FileRun, fileTitle } from './file-facts.js'

interface FilePreviewProps {
  file: FileItem
  /** The run that made it, where it is known. */
  run: FileRun | undefined
  /** What the user came for: the focus begins there. */
  doing: FileDoing
  messages: LibraryTexts
  /** Offers to choose the file. */
  onUse?: (file: FileItem) => void
  onFavorite(file: FileItem): void
  onAddTag(file: FileItem, name: string): void
  onRemoveTag(file: FileItem, tagId: string): void
  onRemove(file: FileItem): void
  onClose(): void
}

/** One file with all that is known of it and all that can be done with it. */
export default function FilePreview({ file, run, doing, messages, onUse, onClose, ...on }: FilePreviewProps) {
  const [isSaving, setIsSaving] = useState(false)
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
            <bdi>{fileTitle(file, run)}</bdi>
          </Part>
          <Part
            part="action"
            as="button"
            type="button"
            look="button quiet icon small"
            aria-label={messages.libraryClose}
            onClick={onClose}
          >
            <Icon path={commonIcons.close} />
          </Part>
        </Part>
        <FileMedia file={file} title={fileTitle(file, run)} messages={messages} />
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
              <Icon path={libraryIcons.star} />
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
                aria-busy={isSaving || undefined}
                onClick={(event) => {
                  if (event.ctrlKey || event.metaKey || event.shiftKey) return
                  event.preventDefault()
                  // Once at a time: a large file shows nothing for a while.
                  if (isSaving) return
                  setIsSaving(true)
                  void saveFile(url, fileName(file)).then(() => setIsSaving(false))
                }}
              >
                <Icon path={commonIcons.download} />
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
        <FileDetails file={file} run={run} messages={messages} />
      </Part>
    </Part>
  )
}

/** The file itself, as far as a browser can show it. */
function FileMedia({ file, title, messages }: { file: FileItem; title: string; messages: LibraryTexts }) {
  const [isBroken, setIsBroken] = useState(false)
  const src = safeUrl(file.url)
  const kind = fileKind(file)
  const shared = { part: 'media', look: 'media', src, onError: () => setIsBroken(true) } as const
  if (src && !isBroken) {
    if (kind === 'image') return <Part {...shared} as="img" alt={title} />
    if (kind === 'video') {
      return <Part {...shared} as="video" controls playsInline preload="metadata" aria-label={title} />
    }
    if (kind === 'audio') {
      return <Part {...shared} as="audio" controls preload="metadata" aria-label={title} />
    }
  }
  return (
    <Part part="placeholder" look="well hint">
      {messages.libraryNoPreview}
    </Part>
  )
}

/** A file's address, to copy. */
function FileLink({ url, messages }: { url: string; messages: LibraryTexts }) {
  const ref = useRef<HTMLInputElement>(null)
  const [copied, setCopied] = useState<boolean>()

  async function copy() {
    try {
      await navigator.clipboard.writeText(url)
      setCopied(true)
    } catch {
      // No permission, or no https: selected, the user can copy it.
      ref.current?.select()
      setCopied(false)
    }
  }

  return (
    <Part part="toolbar" look="row">
      <Part
        part="link"
        as="input"
        look="input mono"
        ref={ref}
        readOnly
        dir="ltr"
        value={url}
        aria-label={messages.libraryLink}
        onFocus={(event) => event.target.select()}
      />
      <Part part="action" as="button" type="button" look="button small" onClick={() => void copy()}>
        <Icon path={commonIcons.copy} />
        {messages.libraryCopy}
      </Part>
      <Part part="facts" as="span" look="hint" role="status">
        {copied === undefined ? '' : copied ? messages.libraryCopied : messages.libraryCopyFailed}
      </Part>
    </Part>
  )
}
