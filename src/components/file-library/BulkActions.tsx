import { type KeyboardEvent, useState } from 'react'
import { fileName } from '../../hooks/file-name.js'
import type { LibraryTexts } from './library-texts.js'
import type { FileItem } from '../../protocol/file-item.js'
import { Icon } from '../internal/Icon.js'
import * as commonIcons from '../internal/icons/common-icons.js'
import { safeUrl } from '../internal/safe-url.js'
import { Part } from './parts.js'
import { RemoveFile } from './RemoveFile.js'
import { saveFile } from './save-file.js'

interface BulkActionsProps {
  files: readonly FileItem[]
  messages: LibraryTexts
  onTag(file: FileItem, name: string): void
  onRemove(files: readonly FileItem[]): void
}

/** What can be done with all selected files. A chunk of its own. */
export default function BulkActions({ files, messages, onTag, onRemove }: BulkActionsProps) {
  const [doing, setDoing] = useState<'tag' | 'remove' | 'save'>()
  const [tag, setTag] = useState('')

  async function save() {
    setDoing('save')
    // One after another: browsers ask before a page saves many files at once.
    for (const file of files) {
      const url = safeUrl(file.url)
      if (url) await saveFile(url, fileName(file))
    }
    setDoing(undefined)
  }
  function addTag() {
    if (!tag.trim()) return
    for (const file of files) onTag(file, tag)
    setTag('')
    setDoing(undefined)
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') setDoing(undefined)
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    addTag()
  }
  if (doing === 'remove') {
    return (
      <RemoveFile messages={messages} onRemove={() => onRemove(files)} onKeep={() => setDoing(undefined)} />
    )
  }
  if (doing === 'tag') {
    return (
      <Part part="tagForm" look="row">
        <Part
          part="search"
          as="input"
          look="input"
          autoFocus
          autoComplete="off"
          aria-label={messages.libraryTagName}
          placeholder={messages.libraryTagName}
          value={tag}
          onChange={(event) => setTag(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <Part part="action" as="button" type="button" look="button small" onClick={addTag}>
          {messages.libraryAddTag}
        </Part>
      </Part>
    )
  }
  const isSaving = doing === 'save'
  return (
    <>
      <Part
        part="action"
        as="button"
        type="button"
        look="button small"
        aria-busy={isSaving || undefined}
        disabled={isSaving}
        onClick={() => void save()}
      >
        <Icon path={commonIcons.download} />
        {messages.libraryDownloadAll}
      </Part>
      <Part part="action" as="button" type="button" look="button small" onClick={() => setDoing('tag')}>
        {messages.libraryTagAllSelected}
      </Part>
      <Part
        part="action"
        as="button"
        type="button"
        look="button small danger"
        onClick={() => setDoing('remove')}
      >
        {messages.libraryRemoveAll}
      </Part>
    </>
  )
}
