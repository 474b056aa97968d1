import { isModelRunnerError } from '../errors/is-model-runner-error.js'
import type { ModelRunnerError } from '../errors/model-runner-error.js'

/** No answer, or none that says whether the platform has the request. */
export function isAmbiguous(error: unknown): error is ModelRunnerError {
  if (!isModelRunnerError(error)) return false
  const { kind, status = 200 } = error
  if (kind === 'proxy') return status < 400
  return ['network', 'timeout', 'server', 'unexpected-response', 'aborted'].includes(kind)
}
