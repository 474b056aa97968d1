import type { RequestPhase } from '../../client/runs/run.js'
import { enRunner } from '../../messages/english/en-runner.js'
import { createChunk, useChunk } from '../internal/chunk.js'
import { useAreaMessages } from '../internal/use-area-messages.js'
import { isBusy } from './is-busy.js'
import { Part } from './parts.js'

const costChunk = createChunk(() => import('./RunCost.js'))

interface RunActionsProps {
  endpoint: string
  phase: RequestPhase
  label?: string
  input: Record<string, unknown>
  showCost: boolean
}

/** The run button, and what a run costs. The button keeps its place and the focus while a run goes on. */
export function RunActions({ endpoint, phase, label, input, showCost }: RunActionsProps) {
  const messages = useAreaMessages(enRunner)
  const cost = useChunk(costChunk, showCost)
  const busy = isBusy(phase)
  return (
    <Part part="actions" look="row">
      <Part
        part="submit"
        as="button"
        type="submit"
        look="button primary"
        state={busy ? 'busy' : 'idle'}
        aria-disabled={busy || undefined}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        // The second click of a double one comes after the end of a quick run and would pay for another.
        onClick={(event) => event.detail > 1 && event.preventDefault()}
      >
        {label ??
          (phase === 'succeeded' || phase === 'cancelled' ? messages.runnerRunAgain : messages.runnerRun)}
      </Part>
      {showCost && cost.state === 'ready' && <cost.value.RunCost endpoint={endpoint} input={input} />}
    </Part>
  )
}
