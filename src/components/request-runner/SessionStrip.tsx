import { enHistory } from '../../messages/english/en-history.js'
import { enRunStage } from '../../messages/english/en-run-stage.js'
import type { JsonSchema } from '../../protocol/model.js'
import { isAmount } from '../../hooks/is-amount.js'
import { Icon } from '../internal/Icon.js'
import * as commonIcons from '../internal/icons/common-icons.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { classifyOutput } from '../output-view/classify-output.js'
import { Part } from './parts.js'
import { promptOf } from '../internal/input-facts.js'
import type { SessionRun } from './session-runs.js'

const TEXTS = { ...enHistory, ...enRunStage }

interface SessionStripProps {
  runs: readonly SessionRun[]
  /** Id of the one that is shown. */
  chosen?: string
  onChoose(requestId: string): void
  schema?: JsonSchema
}

/** The runs of this session as small pictures, with what they cost. */
export function SessionStrip({ runs, chosen, onChoose, schema }: SessionStripProps) {
  const messages = useAreaMessages(TEXTS)
  return (
    <Part part="session" as="ul" look="list row" role="list" aria-label={messages.runnerSession}>
      {runs.map(({ requestId, input, output, request }, index) => {
        const image = classifyOutput(output, schema).find(
          (piece) => piece.kind === 'image' && !piece.isEmbedded,
        )
        const cost = isAmount(request?.totalPrice) ? messages.historyPrice(request.totalPrice) : undefined
        const name = [messages.runnerSessionRun(index + 1), promptOf(input), cost].filter(Boolean).join(', ')
        return (
          <li key={requestId}>
            <Part
              part="sessionRun"
              as="button"
              type="button"
              look="thumb"
              state={requestId === chosen ? 'shown' : 'other'}
              aria-pressed={requestId === chosen}
              aria-label={name}
              title={name}
              onClick={() => onChoose(requestId)}
            >
              {image && 'url' in image ? (
                <img src={image.url} alt="" loading="lazy" decoding="async" referrerPolicy="no-referrer" />
              ) : (
                <Icon path={commonIcons.file} />
              )}
            </Part>
          </li>
        )
      })}
    </Part>
  )
}
