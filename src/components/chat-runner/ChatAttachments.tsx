import { enChat } from '../../messages/english/en-chat.js'
import { FileName } from '../internal/FileName.js'
import { Icon } from '../internal/Icon.js'
import * as commonIcons from '../internal/icons/common-icons.js'
import * as mediaIcons from '../internal/icons/media-icons.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { type Draft, imageName } from './draft.js'
import { Part } from './parts.js'

interface ChatAttachmentsProps {
  images: Draft['images']
  onRemove: (index: number) => void
}

/** The images of a message that is not sent yet. */
export function ChatAttachments({ images, onRemove }: ChatAttachmentsProps) {
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
