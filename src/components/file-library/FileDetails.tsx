import { useFile } from '../../hooks/useFile.js'
import type { LibraryTexts } from './library-texts.js'
import type { FileItem, FileSource, LinkedRequest } from '../../protocol/file-item.js'
import type { FileRun } from './file-facts.js'
import { Part } from './parts.js'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useTags } from '../../hooks/useTags.js'
import { Icon } from '../internal/Icon.js'
import * as commonIcons from '../internal/icons/common-icons.js'

interface FileDetailsProps {
  file: FileItem
  /** The run that made it, where it is known. */
  run: FileRun | undefined
  messages: LibraryTexts
}

/** What is known of a file, and the runs it was made by or used in. */
export function FileDetails({ file, run, messages }: FileDetailsProps) {
  const detail = useFile(file.id)
  const added = Date.parse(file.createdAt)
  const sources: Readonly<Record<FileSource, string>> = {
    upload: messages.librarySourceUpload,
    request_output: messages.librarySourceOutput,
    external: messages.librarySourceExternal,
  }
  const roles: Readonly<Record<LinkedRequest['role'], string>> = {
    input: messages.libraryRoleInput,
    output: messages.libraryRoleOutput,
    thumbnail: messages.libraryRoleThumbnail,
  }
  const facts: readonly (readonly [string, string | undefined])[] = [
    [messages.libraryPrompt, run?.prompt],
    [messages.libraryModel, run?.endpoint],
    [messages.libraryType, file.mimeType],
    [
      messages.librarySizeLabel,
      file.sizeBytes === undefined ? undefined : messages.librarySize(file.sizeBytes),
    ],
    [messages.libraryAdded, Number.isNaN(added) ? undefined : messages.libraryDate(added)],
    [messages.librarySource, sources[file.source]],
  ]
  const requests = detail.file?.requests ?? []

  return (
    <Part part="details" as="dl">
      {facts.map(
        ([term, value]) =>
          value && (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
      {requests.length > 0 && (
        <Part part="requests">
          <dt>{messages.libraryRequests}</dt>
          {requests.map((request) => (
            <dd key={`${request.requestId}:${request.role}:${request.position ?? 0}`}>
              {roles[request.role] ?? request.role} <code dir="ltr">{request.requestId}</code>
            </dd>
          ))}
        </Part>
      )}
    </Part>
  )
}

interface FileTagsProps {
  file: FileItem
  messages: LibraryTexts
  hasFocus: boolean
  onAdd(name: string): void
  onRemove(tagId: string): void
}

/** The tags of one file, and a way to add one; names that are in use are offered. */
export function FileTags({ file, messages, hasFocus, onAdd, onRemove }: FileTagsProps) {
  const listId = useId()
  const [name, setName] = useState('')
  const input = useRef<HTMLInputElement>(null)
  const { tags } = useTags()
  useEffect(() => {
    if (hasFocus) input.current?.focus()
  }, [hasFocus])

  const add = () => {
    if (!name.trim()) return
    onAdd(name)
    setName('')
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    add()
  }

  return (
    <Part part="tags" role="group" look="row" aria-label={messages.libraryTags}>
      {file.tags.map((tag) => (
        <Part part="tag" as="span" look="badge" key={tag.id}>
          <bdi>{tag.name}</bdi>
          <Part
            part="action"
            as="button"
            type="button"
            look="button quiet icon small"
            aria-label={messages.libraryRemoveTag(tag.name)}
            onClick={() => {
              // The button goes away with its tag; the focus must not.
              input.current?.focus()
              onRemove(tag.id)
            }}
          >
            <Icon path={commonIcons.close} />
          </Part>
        </Part>
      ))}
      {/* Not a form: the library may stand in one. */}
      <Part part="tagForm" look="row">
        <Part
          part="search"
          as="input"
          look="input"
          ref={input}
          list={listId}
          autoComplete="off"
          aria-label={messages.libraryTagName}
          placeholder={messages.libraryTagName}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <datalist id={listId}>
          {tags.map((tag) => (
            <option key={tag.id} value={tag.name} />
          ))}
        </datalist>
        <Part part="action" as="button" type="button" look="button small" onClick={add}>
          {messages.libraryAddTag}
        </Part>
      </Part>
    </Part>
  )
}
