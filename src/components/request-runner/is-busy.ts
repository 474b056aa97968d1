import type { RequestPhase } from '../../hooks/useRequest.js'

/** A run is on its way. */
export function isBusy(phase: RequestPhase): boolean {
  return phase === 'uploading' || phase === 'submitting' || phase === 'queued' || phase === 'running'
}
