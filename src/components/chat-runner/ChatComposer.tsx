import { type RefObject, useState } from 'react'
import { enChat } from '../../messages/english/en-chat.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { Part } from './parts.js'

interface ChatComposerProps {
  isBusy: boolean
  /** There is something to forget. */
  canClear: boolean
  input: RefObject<HTMLTextAreaElement | null>
  /** Decimal string, USD. */
  total: string | undefined
  onSend: (text: string) => void
  onStop: () => void
  onClear: () => void
}

/** Where a message is written. Enter sends, Shift+Enter begins a line; what is typed stays while an answer arrives. */
export function ChatComposer(props: ChatComposerProps) {
  const { isBusy, canClear, input, total, onSend, onStop, onClear } = props
  const messages = useAreaMessages(enChat)
  const [text, setText] = useState('')
  const canSend = !isBusy && text.trim() !== ''

  function send() {
    if (!canSend) return
    onSend(text)
    setText('')
    input.current?.focus()
  }

  return (
    <Part
      part="composer"
      as="form"
      look="stack"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <Part
        part="input"
        as="textarea"
        look="input"
        ref={input}
        rows={2}
        dir="auto"
        aria-label={messages.chatInput}
        placeholder={messages.chatInput}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          // A key that ends the composing of a character sends nothing.
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
          event.preventDefault()
          send()
        }}
      />
      <Part part="controls" look="row">
        <Part
          part="send"
          as="button"
          type="submit"
          look="button primary"
          aria-disabled={!canSend || undefined}
        >
          {messages.chatSend}
        </Part>
        {/* Beside Send, never in its place: a double click would stop what it sent, and be charged. */}
        {isBusy && (
          <Part
            part="stop"
            as="button"
            type="button"
            look="button"
            onClick={() => {
              onStop()
              input.current?.focus()
            }}
          >
            {messages.chatStop}
          </Part>
        )}
        {canClear && !isBusy && (
          <Part
            part="clear"
            as="button"
            type="button"
            look="button quiet"
            onClick={() => {
              onClear()
              input.current?.focus()
            }}
          >
            {messages.chatClear}
          </Part>
        )}
        {total !== undefined && (
          <Part part="total" as="span" look="hint">
            {messages.chatTotal(total)}
          </Part>
        )}
      </Part>
    </Part>
  )
}
