import { useRef, useState } from 'react'
import type { Messages } from '../../messages/messages.js'
import { Icon } from '../internal/Icon.js'
import { Part } from './parts.js'

/** A file's address, to copy. */
export function FileLink({ url, messages }: { url: string; messages: Messages }) {
  const ref = useRef<HTMLInputElement>(null)
  const [copied, setCopied] = useState<boolean>()

  async function copy() {
    try {
      await navigator.clipboard.writeText(url)
      setCopied(true)
    } catch {
      // No permission, or no https: selected, the person can copy it.
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
        <Icon name="copy" />
        {messages.libraryCopy}
      </Part>
      <Part part="facts" as="span" look="hint" role="status">
        {copied === undefined ? '' : copied ? messages.libraryCopied : messages.libraryCopyFailed}
      </Part>
    </Part>
  )
}
