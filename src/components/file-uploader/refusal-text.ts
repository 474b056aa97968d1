import type { RefusalReason } from '../../client/uploads/refusals.js'
import type { Messages } from '../../messages/messages.js'

/** Why a file was refused, in the person's language. */
export function refusalText(reason: RefusalReason, messages: Messages): string {
  switch (reason.code) {
    case 'type':
      return messages.uploaderWrongType
    case 'empty':
      return messages.uploaderEmpty
    case 'duplicate':
      return messages.uploaderDuplicate
    case 'too-many':
      return messages.uploaderTooMany(reason.maxFiles)
    case 'too-large':
    case 'too-many-parts':
      return messages.uploaderTooLarge(reason.maxBytes)
    default:
      return reason satisfies never
  }
}
