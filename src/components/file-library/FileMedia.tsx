import { useState } from 'react'
import type { Messages } from '../../messages/messages.js'
import { fileName } from '../../hooks/file-name.js'
import type { FileItem } from '../../protocol/file-item.js'
import { safeUrl } from '../internal/safe-url.js'
import { fileKind } from './file-facts.js'
import { Part } from './parts.js'

/** The file itself, as far as a browser can show it. */
export function FileMedia({ file, messages }: { file: FileItem; messages: Messages }) {
  const [isBroken, setIsBroken] = useState(false)
  const src = safeUrl(file.url)
  const kind = fileKind(file)
  const shared = { part: 'media', look: 'media', src, onError: () => setIsBroken(true) } as const
  if (src && !isBroken) {
    if (kind === 'image') return <Part {...shared} as="img" alt={fileName(file)} />
    if (kind === 'video') {
      return (
        <Part {...shared} as="video" controls playsInline preload="metadata" aria-label={fileName(file)} />
      )
    }
    if (kind === 'audio') {
      return <Part {...shared} as="audio" controls preload="metadata" aria-label={fileName(file)} />
    }
  }
  return (
    <Part part="placeholder" look="well hint">
      {messages.libraryNoPreview}
    </Part>
  )
}
