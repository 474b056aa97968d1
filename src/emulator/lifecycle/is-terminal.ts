import type { RequestState } from '../../protocol/request-item.js'

const TERMINAL: readonly RequestState[] = ['COMPLETED', 'FAILED', 'CANCELLED']

export function isTerminal(status: RequestState): boolean {
  return TERMINAL.includes(status)
}
