import { memo, useState } from 'react'
import type { ChatMessage } from '../../client/chat/chat-state.js'
import type { ChatMessages } from '../../messages/areas/chat-messages.js'
import { enCopy, enRetry } from '../../messages/english/en-actions.js'
import { enChat } from '../../messages/english/en-chat.js'
import { FileName } from '../internal/FileName.js'
import { Icon } from '../internal/Icon.js'
import * as commonIcons from '../internal/icons/common-icons.js'
import * as mediaIcons from '../internal/icons/media-icons.js'
import { safeUrl } from '../internal/safe-url.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { LazyMarkdown } from '../output-view/TextOutput.js'
import { imageName, imagesOf, textOf } from './ChatComposer.js'
import { Part } from './parts.js'

/** No SVG: it may hold scripts. */
const INLINE_IMAGE = /^data:image\/(png|jpeg|gif|webp|avif);base64,/i

const TEXTS = { ...enChat, ...enRetry, ...enCopy }

interface ChatMessageViewProps {
  message: ChatMessage
  showCost: boolean
  /** Asks again; only of what failed or was stopped, and is the last. */
  onRetry: (() => void) | undefined
  /** Opens it in the input; only of what the user wrote, and while nothing is on its way. */
  onEdit: ((message: ChatMessage) => void) | undefined
}

/** One message with what can be done with it. While an answer arrives, the others are not rendered again. */
export const ChatMessageView = memo(function ChatMessageView(props: ChatMessageViewProps) {
  const { message, showCost, onRetry, onEdit } = props
  const messages = useAreaMessages(TEXTS)
  const text = textOf(message.content)
  const isAnswer = message.role === 'assistant'
  const isOpen = message.state === 'sending' || message.state === 'streaming'
  const note = noteOf(message, messages)

  return (
    <Part
      part="message"
      as="li"
      look={isAnswer ? 'stack' : 'stack well'}
      data-role={message.role}
      state={message.state}
    >
      <Part part="author" as="span" look="hint">
        {isAnswer ? messages.chatAssistant : messages.chatYou}
      </Part>
      {message.reasoning && (
        <Part part="reasoning" as="details" look="hint">
          <summary>{messages.chatReasoning}</summary>
          <Part part="text" as="p" dir="auto">
            {message.reasoning}
          </Part>
        </Part>
      )}
      {text && (
        <Part part="text" dir="auto">
          {isAnswer ? <LazyMarkdown text={text} /> : text}
        </Part>
      )}
      {imagesOf(message.content).map((image, index) => (
        <ImageOf key={index} image={image} />
      ))}
      {isAnswer && isOpen && !text && (
        <Part part="waiting" as="span" look="busy hint row">
          {messages.chatThinking}
        </Part>
      )}
      {note && (
        <Part part="note" as="p" look="hint">
          {note}
        </Part>
      )}
      {!isOpen && (onRetry || onEdit || isAnswer) && (
        <Part part="actions" look="row">
          {isAnswer && text && <CopyButton text={text} />}
          {onEdit && (
            <Part part="edit" as="button" type="button" look="button small" onClick={() => onEdit(message)}>
              {messages.chatEdit}
            </Part>
          )}
          {onRetry && (
            <Part part="retry" as="button" type="button" look="button small" onClick={onRetry}>
              <Icon path={commonIcons.retry} />
              {messages.errorRetry}
            </Part>
          )}
          {showCost && message.cost !== undefined && (
            <Part part="cost" as="span" look="hint">
              {messages.chatCost(message.cost)}
            </Part>
          )}
        </Part>
      )}
    </Part>
  )
})

function CopyButton({ text }: { text: string }) {
  const messages = useAreaMessages(TEXTS)
  const [state, setState] = useState<'idle' | 'copied'>('idle')

  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
      setState('copied')
    } catch {
      // Not allowed on this page: the text is there to be selected by hand.
    }
  }

  return (
    <Part
      part="copy"
      as="button"
      type="button"
      look="button small"
      state={state}
      onClick={() => void copy()}
      onBlur={() => setState('idle')}
    >
      <Icon path={state === 'copied' ? commonIcons.check : commonIcons.copy} />
      {state === 'copied' ? messages.outputCopied : messages.outputCopy}
    </Part>
  )
}

/** A picture of a message; only from where pictures may come. A file that is not uploaded yet is named. */
function ImageOf({ image }: { image: string | File | Blob }) {
  const messages = useAreaMessages(enChat)
  const isInline = typeof image === 'string' && INLINE_IMAGE.test(image)
  const url = isInline ? image : safeUrl(image)
  if (url !== undefined)
    return <Part part="image" as="img" look="media" src={url} alt={messages.chatImage} loading="lazy" />
  return (
    <Part part="attachment" as="span" look="row">
      <Icon path={mediaIcons.image} />
      <FileName name={imageName(image) || messages.chatImage} />
    </Part>
  )
}

/** What became of an answer that did not end, and whether it may be charged. */
export function noteOf({ role, state, billed }: ChatMessage, messages: ChatMessages): string {
  if (role !== 'assistant') return ''
  if (state === 'stopped') return billed ? messages.chatStoppedUnknown : messages.chatStopped
  if (state === 'failed') return billed ? messages.chatCutUnknown : messages.chatCut
  return ''
}
