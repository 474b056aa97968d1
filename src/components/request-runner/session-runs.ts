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
