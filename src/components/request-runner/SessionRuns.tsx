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
import { useState } from 'react'
import type { UseRequestResult } from '../../hooks/useRequest.js'
import type { RequestItem } from '../../protocol/request-item.js'

type Input = Record<string, unknown>
export type Run = UseRequestResult<Input, unknown>

/** A run of this session that has its output. */
export interface SessionRun {
  requestId: string
  input: Input
  output: unknown
  request?: RequestItem
  durationMs?: number
}

/** What a user goes back to compare; older ones are in the history. */
const MAX_RUNS = 24

/** The runs that succeeded while the runner is on the page, oldest first: nothing that was paid for goes with the next run. */
export function useSessionRuns(run: Run, sent: Input): readonly SessionRun[] {
  const [runs, setRuns] = useState<readonly SessionRun[]>([])
  const { phase, requestId, output, request, elapsedMs } = run
  const known = runs.find((each) => each.requestId === requestId)
  if (phase === 'succeeded' && requestId !== undefined && output !== undefined && known?.output !== output) {
    const entry: SessionRun = { requestId, input: sent, output, request, durationMs: elapsedMs }
    setRuns([...runs.filter((each) => each !== known), entry].slice(-MAX_RUNS))
  }
  return runs
}

/** How long runs took so far: from the quickest to the slowest, ms. */
export function expectedTime(runs: readonly SessionRun[]): readonly [from: number, to: number] | undefined {
  const times = runs.flatMap(({ durationMs }) =>
    durationMs !== undefined && durationMs >= 1000 ? [durationMs] : [],
  )
  return times.length > 0 ? [Math.min(...times), Math.max(...times)] : undefined
}

/** Names of the fields in which two inputs differ. */
export function changedFields(before: Input, after: Input): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names].filter((name) => textOf(before[name]) !== textOf(after[name]))
}

function textOf(value: unknown): string {
  try {
    return value === undefined || value === '' ? '' : JSON.stringify(value)
  } catch {
    return String(value)
  }
}

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
