import type { Refusal } from '../../client/uploads/refusals.js'
import { Icon } from '../internal/Icon.js'
import * as commonIcons from '../internal/icons/common-icons.js'
import { Part } from './parts.js'
import { refusalText } from './list-texts.js'
import type { ListMessages } from './list-messages.js'

export interface RefusalsProps {
  refused: readonly Refusal[]
  messages: ListMessages
  onDismiss: () => void
}

/** Up to so many refused files are listed one by one; of more, one line per reason. */
const MOST_LISTED = 5

/** Files that were not taken, each with its reason; many of them by reason. */
export default function Refusals({ refused, messages, onDismiss }: RefusalsProps) {
  function summaries(all: readonly Refusal[]) {
    const byText = new Map<string, { text: string; count: number; first: string }>()
    for (const { name, reason } of all) {
      const text = refusalText(reason, messages)
      const known = byText.get(text)
      if (known) known.count += 1
      else byText.set(text, { text, count: 1, first: name })
    }
    return [...byText.values()]
  }
  return (
    <Part part="refusals" look="notice warning">
      <ul data-mr-look="list">
        {refused.length > MOST_LISTED &&
          summaries(refused).map(({ text, count, first }) => (
            <Part part="refusal" as="li" key={text}>
              <strong>{messages.uploaderRefusedFiles(count)}</strong>: <bdi>{first}</bdi> … {text}
            </Part>
          ))}
        {(refused.length > MOST_LISTED ? [] : refused).map(({ index, name, reason }) => (
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
        <Icon path={commonIcons.close} />
      </Part>
    </Part>
  )
}
