import { ERROR_BRAND, type ModelRunnerError } from './model-runner-error.js'

/** Whether a value is a `ModelRunnerError`, also one made by another copy of this package. */
export function isModelRunnerError(value: unknown): value is ModelRunnerError {
  return (
    typeof value === 'object' && value !== null && (value as Record<symbol, unknown>)[ERROR_BRAND] === true
  )
}
