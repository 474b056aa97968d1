import { isModelRunnerError } from '../errors/is-model-runner-error.js'
import { PutFailure } from './put-failure.js'

/** Whether something failed because no answer came, not because of what was answered. */
export function isOfConnection(cause: unknown): boolean {
  if (cause instanceof PutFailure) return cause.reason === 'network' || cause.reason === 'stall'
  return isModelRunnerError(cause) && (cause.kind === 'network' || cause.kind === 'timeout')
}
