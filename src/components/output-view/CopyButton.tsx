import { useState } from 'react'
import { enCopy } from '../../messages/english/en-actions.js'
import { Announcer } from '../internal/Announcer.js'
import { Icon } from '../internal/Icon.js'
import * as commonIcons from '../internal/icons/common-icons.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { Part } from './parts.js'

/** Copies a text, made when it is asked for, and says so until the pointer or the focus leaves. */
export function CopyButton({ text }: { text: () => string }) {
  const messages = useAreaMessages(enCopy)
  const [state, setState] = useState<'idle' | 'copied'>('idle')

  async function copy() {
    try {
      await navigator.clipboard.writeText(text())
      setState('copied')
    } catch {
      // Not allowed on this page: the text is there to be selected by hand.
    }
  }

  return (
    <>
      <Part
        part="copy"
        as="button"
        type="button"
        look="button small"
        state={state}
        onClick={() => void copy()}
        onBlur={() => setState('idle')}
        onPointerLeave={() => setState('idle')}
      >
        <Icon path={state === 'copied' ? commonIcons.check : commonIcons.copy} />
        {state === 'copied' ? messages.outputCopied : messages.outputCopy}
      </Part>
      <Announcer message={state === 'copied' ? messages.outputCopied : ''} />
    </>
  )
}
