import { useRef, useState } from 'react'
import type { Messages } from '../../messages/messages.js'
import { fileName } from '../../hooks/file-name.js'
import type { FileItem } from '../../protocol/file-item.js'
import { Icon } from '../internal/Icon.js'
import { safeUrl } from '../internal/safe-url.js'
import { Part } from './parts.js'

/** The file's address: to copy, to download. */
export function FileLink({ file, messages }: { file: FileItem; messages: Messages }) {
  const ref = useRef<HTMLInputElement>(null)
  const [copied, setCopied] = useState<boolean>()
  const url = safeUrl(file.url)
  if (!url) return null

  async function copy(text: string) {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
    } catch {
      // No permission, or no https: selected, the person can copy it.
      ref.current?.select()
      setCopied(false)
    }
  }

  return (
    <>
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
      <Part part="action" as="button" type="button" look="button small" onClick={() => void copy(url)}>
        <Icon name="copy" />
        {messages.libraryCopy}
      </Part>
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
      <Part part="facts" as="span" look="hint" role="status">
        {copied === undefined ? '' : copied ? messages.libraryCopied : messages.libraryCopyFailed}
      </Part>
    </>
  )
}
