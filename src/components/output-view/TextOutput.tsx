import { useMessages } from '../internal/use-messages.js'
import { CopyButton } from './CopyButton.js'
import { Part } from './parts.js'

// More than this at once makes the page slow; the copy button has all of it.
const MAX_SHOWN_CHARACTERS = 200_000

/** A text as it is, never as HTML. Long ones scroll, also by keyboard. */
export function TextOutput({ text }: { text: string }) {
  const messages = useMessages()
  return (
    <Part part="item" look="stack" data-kind="text">
      <Part part="text" look="well" role="region" aria-label={messages.outputText} tabIndex={0} dir="auto">
        {text.length > MAX_SHOWN_CHARACTERS ? `${text.slice(0, MAX_SHOWN_CHARACTERS)} …` : text}
      </Part>
      <Part part="actions" look="row">
        <CopyButton text={() => text} />
      </Part>
    </Part>
  )
}
