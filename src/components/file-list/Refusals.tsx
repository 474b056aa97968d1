import type { Refusal } from '../../client/uploads/refusals.js'
import type { Messages } from '../../messages/messages.js'
import { Icon } from '../internal/Icon.js'
import { Part } from './parts.js'
import { refusalText } from './list-texts.js'

interface RefusalsProps {
  refused: readonly Refusal[]
  messages: Messages
  onDismiss: () => void
}

/** Files that were not taken, each with its reason. */
export function Refusals({ refused, messages, onDismiss }: RefusalsProps) {
  return (
    <Part part="refusals" look="notice warning">
      <ul data-mr-look="list">
        {refused.map(({ index, name, reason }) => (
          <Part part="refusal" as="li" key={index}>
            <strong>
              <bdi>{name}</bdi>
            </strong>{' '}
            {refusalText(reason, messages)}
          </Part>
        ))}
      </ul>
      <Part
        part="dismiss"
        as="button"
        type="button"
        look="button icon quiet small"
        aria-label={messages.uploaderDismiss}
        onClick={onDismiss}
      >
        <Icon name="close" />
      </Part>
    </Part>
  )
}
