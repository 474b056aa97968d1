import { isModelRunnerError } from '../errors/is-model-runner-error.js'
import { ModelRunnerError } from '../errors/model-runner-error.js'

/** The same error, of a call that may have been taken. */
export function ofUnknownFate(error: ModelRunnerError): ModelRunnerError {
  return copyOf(error, { maybeSubmitted: true, billed: 'unknown', retryable: false })
}

/** The same error, of a call that the platform has not taken. */
export function notTaken(error: ModelRunnerError): ModelRunnerError {
  return copyOf(error, { maybeSubmitted: false, billed: false, retryable: true })
}

function copyOf(
  error: ModelRunnerError,
  patch: { maybeSubmitted: boolean; billed: false | 'unknown'; retryable: boolean },
): ModelRunnerError {
  if (!isModelRunnerError(error)) return error
  const { kind, message, status, requestId, fieldErrors, retryAfterMs, body, cause } = error
  return new ModelRunnerError({
    kind,
    message,
    status,
    requestId,
    fieldErrors,
    retryAfterMs,
    body,
    cause,
    ...patch,
  })
}
