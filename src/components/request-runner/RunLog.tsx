import { useMemo } from 'react'
import { useLogLines } from '../../hooks/use-log-lines.js'
import { enRunStage } from '../../messages/english/en-run-stage.js'
import { formatPercent } from '../../messages/format-percent.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { Part } from './parts.js'

export interface RunLogState {
  lines: string[]
  step?: RunStep
  /** The step in words. */
  text?: string
}

/** What a model logs while it runs, and how far it has come by that. Without a request nothing is read. */
export function useRunLog(endpoint: string, requestId: string | undefined): RunLogState {
  const messages = useAreaMessages(enRunStage)
  const lines = useLogLines(endpoint, requestId)
  const step = useMemo(() => stepOf(lines), [lines])
  const text =
    step &&
    (step.done !== undefined && step.total !== undefined
      ? messages.runnerStep(step.done, step.total)
      : formatPercent(messages.locale, step.ratio))
  return { lines, step, text }
}

/** More would be read by nobody while it moves. */
const SHOWN_LINES = 4

/** The last lines of the log, and how far the run has come by them, where the output will be. */
export function RunLog({ lines, step, text }: RunLogState) {
  const messages = useAreaMessages(enRunStage)
  return (
    <Part part="placeholder" look="hint empty stack">
      {step && (
        <Part
          part="progress"
          as="progress"
          look="progress"
          style={{ inlineSize: '60%' }}
          max={1}
          value={step.ratio}
          aria-label={text}
        />
      )}
      <Part part="log" as="ul" look="list stack" role="list" aria-label={messages.runnerLog}>
        {lines.slice(-SHOWN_LINES).map((line, at) => (
          <li key={at}>
            <bdi>{line}</bdi>
          </li>
        ))}
      </Part>
    </Part>
  )
}

/** How far a run has come by its own log. */
interface RunStep {
  /** 0–1 */
  ratio: number
  /** Where the log counts steps. */
  done?: number
  total?: number
}

/** `step 3/4`, `Steps: 3 of 4`, and the bar `75%|███ | 3/4 [00:01<00:00]` that Python programs draw. */
const STEPS = [/\bsteps?\s*:?\s*(\d{1,6})\s*(?:\/|of)\s*(\d{1,6})\b/i, /\|\s*(\d{1,6})\/(\d{1,6})\s*\[/]
const PERCENT = /(?:^|[^\d.])(\d{1,3}(?:\.\d{1,3})?)\s?%/

/** Older lines are of another stage of the run. */
const LAST_LINES = 20

/** What the newest line that counts says. */
export function stepOf(lines: readonly string[]): RunStep | undefined {
  for (const line of lines.slice(-LAST_LINES).reverse()) {
    const [, done, total] = STEPS.map((each) => each.exec(line)).find(Boolean) ?? []
    if (Number(total) > 0 && Number(done) <= Number(total))
      return { ratio: Number(done) / Number(total), done: Number(done), total: Number(total) }
    const percent = Number(PERCENT.exec(line)?.[1])
    if (percent <= 100) return { ratio: percent / 100 }
  }
  return undefined
}
