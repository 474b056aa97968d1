import { type MouseEvent, useSyncExternalStore } from 'react'
import { Icon } from '../internal/Icon.js'
import * as commonIcons from '../internal/icons/common-icons.js'
import { Part } from './parts.js'
import type { ListMessages } from './list-messages.js'

interface DropAreaProps {
  isDragging: boolean
  isDisabled: boolean
  multiple: boolean
  directory: boolean
  limits: string
  limitsId: string
  /** More ids for the button's description. */
  describedBy?: string
  messages: ListMessages
  onBrowse: () => void
  onFolder: () => void
}

/** Where files are dropped, pasted and chosen. The button is the way in for keyboards; a click anywhere around it does the same. */
export function DropArea(props: DropAreaProps) {
  const {
    isDragging,
    isDisabled,
    multiple,
    directory,
    limits,
    limitsId,
    describedBy,
    messages,
    onBrowse,
    onFolder,
  } = props
  const knowsFolders = useSyncExternalStore(nothing, canChooseFolders, onServer)

  function onClick(event: MouseEvent) {
    const isOnControl = event.target instanceof Element && event.target.closest('button, a, input')
    if (!isDisabled && !isOnControl) onBrowse()
  }
  return (
    <Part part="dropzone" look="well row" state={isDragging ? 'dragging' : 'idle'} onClick={onClick}>
      <Icon path={commonIcons.upload} />
      {!isDisabled && (
        <Part part="hint" as="span" look="hint">
          {isDragging ? messages.uploaderDropNow : messages.uploaderDrop}
        </Part>
      )}
      <Part
        part="browse"
        as="button"
        type="button"
        look="button small"
        aria-describedby={[describedBy, limits && limitsId].filter(Boolean).join(' ') || undefined}
        disabled={isDisabled}
        onClick={onBrowse}
      >
        {multiple ? messages.uploaderBrowseMany : messages.uploaderBrowse}
      </Part>
      {directory && knowsFolders && (
        <Part
          part="folder"
          as="button"
          type="button"
          look="button small"
          disabled={isDisabled}
          onClick={onFolder}
        >
          {messages.uploaderFolder}
        </Part>
      )}
      {limits && (
        <Part part="limits" as="span" look="hint" id={limitsId}>
          {limits}
        </Part>
      )}
    </Part>
  )
}

function canChooseFolders(): boolean {
  return 'webkitdirectory' in HTMLInputElement.prototype
}
function onServer(): boolean {
  return false
}
function nothing(): () => void {
  return () => {}
}
