import { type RefObject, useRef } from 'react'
import { enChat } from '../../messages/english/en-chat.js'
import { Icon } from '../internal/Icon.js'
import * as mediaIcons from '../internal/icons/media-icons.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { Part } from './parts.js'
import { FileName } from '../internal/FileName.js'
import * as commonIcons from '../internal/icons/common-icons.js'
import type { ChatMessage, ChatPart } from '../../client/chat/chat-state.js'

interface ChatComposerProps {
  isBusy: boolean
  /** There is something to forget. */
  canClear: boolean
  /** The model takes images. */
  takesImages: boolean
  draft: Draft
  /** The draft is an earlier message. */
  isEditing: boolean
  input: RefObject<HTMLTextAreaElement | null>
  /** Decimal string, USD. */
  total: string | undefined
  onDraft: (draft: Draft) => void
  onCancelEdit: () => void
  onSend: () => void
  onStop: () => void
  onClear: () => void
}

/**
 * Where a message is written, with images that are picked, pasted or dropped. Enter sends, Shift+Enter begins a line; what
 * is typed stays while an answer arrives.
 */
export function ChatComposer(props: ChatComposerProps) {
  const { isBusy, canClear, takesImages, draft, isEditing, input, total, onDraft } = props
  const messages = useAreaMessages(enChat)
  const picker = useRef<HTMLInputElement>(null)
  const canSend = !isBusy && !isEmpty(draft)

  /** Does something that may take the focused button away. */
  function thenFocus(work: () => void) {
    work()
    input.current?.focus()
  }
  function send() {
    if (canSend) thenFocus(props.onSend)
  }
  /** Whether there were images among the files. */
  function addImages(files: FileList | null | undefined): boolean {
    const images = [...(files ?? [])].filter(({ type }) => type.startsWith('image/'))
    if (!takesImages || images.length === 0) return false
    onDraft({ ...draft, images: [...draft.images, ...images] })
    return true
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
      onDragOver={(event) => {
        // Without it, the browser would open what is dropped in place of the page.
        if (takesImages && event.dataTransfer.types.includes('Files')) event.preventDefault()
      }}
      onDrop={(event) => {
        if (takesImages && event.dataTransfer.types.includes('Files')) event.preventDefault()
        addImages(event.dataTransfer.files)
      }}
    >
      {isEditing && (
        <Part part="editing" look="row hint">
          {messages.chatEditing}
          <Part
            part="edit-cancel"
            as="button"
            type="button"
            look="button quiet small"
            onClick={() => thenFocus(props.onCancelEdit)}
          >
            {messages.chatEditCancel}
          </Part>
        </Part>
      )}
      <ChatAttachments
        images={draft.images}
        onRemove={(index) =>
          thenFocus(() => onDraft({ ...draft, images: draft.images.filter((_, at) => at !== index) }))
        }
      />
      <Part
        part="input"
        as="textarea"
        look="input"
        ref={input}
        rows={2}
        dir="auto"
        aria-label={messages.chatInput}
        placeholder={messages.chatInput}
        value={draft.text}
        onChange={(event) => onDraft({ ...draft, text: event.target.value })}
        onPaste={(event) => {
          if (addImages(event.clipboardData.files)) event.preventDefault()
        }}
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
          <Part part="stop" as="button" type="button" look="button" onClick={() => thenFocus(props.onStop)}>
            {messages.chatStop}
          </Part>
        )}
        {takesImages && (
          <>
            <Part
              part="attach"
              as="button"
              type="button"
              look="button quiet"
              onClick={() => picker.current?.click()}
            >
              <Icon path={mediaIcons.image} />
              {messages.chatAddImage}
            </Part>
            <input
              ref={picker}
              type="file"
              accept="image/*"
              multiple
              hidden
              onChange={({ currentTarget }) => {
                addImages(currentTarget.files)
                // The same file may be picked again after it was taken out.
                currentTarget.value = ''
                input.current?.focus()
              }}
            />
          </>
        )}
        {canClear && !isBusy && (
          <Part
            part="clear"
            as="button"
            type="button"
            look="button quiet"
            onClick={() => thenFocus(props.onClear)}
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

interface ChatAttachmentsProps {
  images: Draft['images']
  onRemove: (index: number) => void
}

/** The images of a message that is not sent yet. */
function ChatAttachments({ images, onRemove }: ChatAttachmentsProps) {
  const messages = useAreaMessages(enChat)
  if (images.length === 0) return null
  return (
    <Part part="attachments" as="ul" look="row list">
      {images.map((image, index) => {
        const name = imageName(image) || messages.chatImage
        return (
          <Part key={index} part="attachment" as="li" look="row">
            <Icon path={mediaIcons.image} />
            <FileName name={name} />
            <Part
              part="remove"
              as="button"
              type="button"
              look="button quiet small"
              aria-label={messages.chatRemoveImage(name)}
              onClick={() => onRemove(index)}
            >
              <Icon path={commonIcons.close} />
            </Part>
          </Part>
        )
      })}
    </Part>
  )
}

/** A message that is not sent yet. */
export interface Draft {
  text: string
  /** Files are uploaded when it is sent; URLs come from a message that is edited. */
  images: readonly (string | File | Blob)[]
}

export const EMPTY_DRAFT: Draft = { text: '', images: [] }

function isEmpty({ text, images }: Draft): boolean {
  return text.trim() === '' && images.length === 0
}

/** What is sent: plain text where there is no image. */
export function contentOf({ text, images }: Draft): string | ChatPart[] {
  if (images.length === 0) return text
  const parts = images.map((url): ChatPart => ({ type: 'image_url', image_url: { url } }))
  return text.trim() === '' ? parts : [{ type: 'text', text }, ...parts]
}

/** A message as it was written. */
export function draftOf(content: ChatMessage['content']): Draft {
  return { text: textOf(content), images: imagesOf(content) }
}

export function textOf(content: ChatMessage['content']): string {
  if (typeof content === 'string') return content
  return content.flatMap((part) => (part.type === 'text' ? part.text : [])).join('\n')
}

export function imagesOf(content: ChatMessage['content']): Draft['images'] {
  if (typeof content === 'string') return []
  return content.flatMap((part) => (part.type === 'image_url' ? part.image_url.url : []))
}

/** What an image is called: by its file, else by the end of its address. */
export function imageName(image: string | File | Blob): string | undefined {
  if (typeof image === 'string')
    return /^https?:/.test(image) ? image.split(/[?#]/)[0]?.split('/').at(-1) : undefined
  return 'name' in image ? image.name : undefined
}
