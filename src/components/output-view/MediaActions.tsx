import { useState } from 'react'
import { enOutput } from '../../messages/english/en-output.js'
import { Announcer } from '../internal/Announcer.js'
import { Icon } from '../internal/Icon.js'
import * as commonIcons from '../internal/icons/common-icons.js'
import * as toolsIcons from '../internal/icons/tools-icons.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import type { MediaKind, MediaPiece } from './output-piece.js'
import { Part } from './parts.js'

export interface MediaOptions {
  download: boolean
  size?: { width: number; height: number }
  alt?: string
  before?: string
  onUse?: (url: string) => void
  modelViewer?: () => Promise<unknown>
}

interface MediaActionsProps {
  piece: MediaPiece
  kind: MediaKind
  isOne: boolean
  /** As icons over the picture, or below it where nothing hovers. */
  isOver: boolean
  options: MediaOptions
}

/** What can be done with a file: use it, save it, copy it, open it. */
export function MediaActions({ piece, kind, isOne, isOver, options }: MediaActionsProps) {
  const messages = useAreaMessages(enOutput)
  const { url, name } = piece
  const { download, onUse } = options
  const [saving, setSaving] = useState(false)
  const [copied, setCopied] = useState<'idle' | 'copied' | 'failed'>('idle')
  // In a grid the actions are icons over the picture; each says which file it is about.
  const naming = (label: string) => (isOne ? label : `${label}: ${name}`)

  const look = isOver ? 'button small icon' : 'button small'

  async function save() {
    if (saving) return
    setSaving(true)
    try {
      const { saveFile } = await import('./save-file.js')
      await saveFile(url, name)
    } catch {
      // The code could not be fetched. An embedded file is saved by another click; others have an address.
      if (!piece.isEmbedded) window.open(url, '_blank', 'noopener,noreferrer')
    } finally {
      setSaving(false)
    }
  }

  async function copyImage() {
    try {
      const { copyImageFile } = await import('./save-file.js')
      await copyImageFile(url)
      setCopied('copied')
    } catch {
      setCopied('failed')
    }
  }

  return (
    <Part part="actions" look={isOver ? 'row over' : 'row'}>
      {onUse && !piece.isEmbedded && kind !== 'file' && (
        <Part
          part="use"
          as="button"
          type="button"
          look={look}
          aria-label={naming(messages.outputUse)}
          title={messages.outputUse}
          onClick={() => onUse(url)}
        >
          <Icon path={toolsIcons.use} />
          <span>{messages.outputUse}</span>
        </Part>
      )}
      {download && (
        <Part
          part="download"
          as="a"
          look={look}
          state={saving ? 'saving' : 'idle'}
          // An embedded file has no address: what a click saves is made then.
          href={piece.isEmbedded ? '#' : url}
          download={name}
          target="_blank"
          rel="noopener noreferrer"
          aria-label={isOne ? undefined : `${messages.outputDownload}: ${name}`}
          aria-disabled={saving || undefined}
          title={messages.outputDownload}
          onClick={(event) => {
            if (!piece.isEmbedded && (event.metaKey || event.ctrlKey || event.shiftKey)) return
            event.preventDefault()
            void save()
          }}
        >
          <Icon path={commonIcons.download} />
          <span>{saving ? messages.outputSaving : messages.outputDownload}</span>
        </Part>
      )}
      {kind === 'image' && (
        <Part
          part="copyImage"
          as="button"
          type="button"
          look="button small quiet icon"
          state={copied}
          aria-label={naming(messages.outputCopyImage)}
          title={messages.outputCopyImage}
          onClick={() => void copyImage()}
          onBlur={() => setCopied('idle')}
        >
          <Icon path={copied === 'copied' ? commonIcons.check : commonIcons.copy} />
        </Part>
      )}
      {!piece.isEmbedded && (
        <Part
          part="open"
          as="a"
          look="button small quiet icon"
          href={url}
          target="_blank"
          rel="noopener noreferrer"
          aria-label={naming(messages.outputOpen)}
          title={messages.outputOpen}
        >
          <Icon path={commonIcons.external} />
        </Part>
      )}
      <Announcer
        message={
          saving
            ? messages.outputSaving
            : copied === 'idle'
              ? ''
              : copied === 'copied'
                ? messages.outputCopied
                : messages.outputCopyFailed
        }
      />
      {copied === 'failed' && (
        <Part part="caption" as="span" look="hint" aria-hidden="true">
          {messages.outputCopyFailed}
        </Part>
      )}
    </Part>
  )
}
