import type { RequestPhase } from '../../client/runs/run.js'

/** A run is on its way. */
export function isBusy(phase: RequestPhase): boolean {
  return phase === 'uploading' || phase === 'submitting' || phase === 'queued' || phase === 'running'
}
