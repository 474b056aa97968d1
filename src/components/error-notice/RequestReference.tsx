import { useRef, useState } from 'react'
import { enError } from '../../messages/english/en-error.js'
import { Announcer } from '../internal/Announcer.js'
import { Icon } from '../internal/Icon.js'
import * as commonIcons from '../internal/icons/common-icons.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { Part } from './parts.js'

/** The id that support asks for, to be copied. */
export function RequestReference({ requestId }: { requestId: string }) {
  const messages = useAreaMessages(enError)
  const text = useRef<HTMLElement>(null)
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')
  const said = { idle: '', copied: messages.errorCopied, failed: messages.errorCopyFailed }[state]

  async function copy() {
    if (text.current) setState((await copyText(text.current)) ? 'copied' : 'failed')
  }

  return (
    <Part part="reference" look="row line hint">
      <span>
        {messages.errorRequestId}{' '}
        <Part part="requestId" as="code" look="mono" ref={text} dir="ltr">
          {requestId}
        </Part>
      </span>
      <Part
        part="copy"
        as="button"
        type="button"
        look="button quiet small icon"
        state={state}
        aria-label={messages.errorCopyId}
        title={messages.errorCopyId}
        onClick={() => void copy()}
      >
        <Icon path={state === 'copied' ? commonIcons.check : commonIcons.copy} />
      </Part>
      <span aria-hidden="true">{said}</span>
      <Announcer message={said} />
    </Part>
  )
}

/**
 * Copies what stands in `element`. Without the clipboard (no permission, no https) the old way is tried: select, copy.
 * Resolves with whether it worked; where not, the text stays selected for the user.
 */
async function copyText(element: HTMLElement): Promise<boolean> {
  const text = element.textContent ?? ''
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const selection = window.getSelection()
    selection?.selectAllChildren(element)
    try {
      return document.execCommand('copy')
    } catch {
      return false
    }
  }
}
