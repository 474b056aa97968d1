import { useEffect, useId, useRef } from 'react'
import type { LibraryTexts } from './library-texts.js'
import { Part } from './parts.js'

interface RemoveFileProps {
  messages: LibraryTexts
  onRemove(): void
  onKeep(): void
}

/** Asks before files are removed, and says what that does and what it does not. */
export function RemoveFile({ messages, onRemove, onKeep }: RemoveFileProps) {
  const textId = useId()
  const keep = useRef<HTMLButtonElement>(null)
  useEffect(() => keep.current?.focus(), [])
  return (
    <Part part="confirm" look="notice warning stack" role="group" aria-labelledby={textId}>
      <p id={textId}>{messages.libraryRemoveText}</p>
      <Part part="toolbar" look="row">
        <Part part="action" as="button" type="button" look="button primary danger small" onClick={onRemove}>
          {messages.libraryRemoveConfirm}
        </Part>
        <Part part="action" as="button" type="button" look="button small" ref={keep} onClick={onKeep}>
          {messages.libraryKeep}
        </Part>
      </Part>
    </Part>
  )
}
