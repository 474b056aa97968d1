import { type ErrorEnvelope, REPEATED_CHAT } from '../../protocol/error-envelope.js'
import { isModelRunnerError, type ErrorKind, ModelRunnerError } from '../errors/model-runner-error.js'

/** What proves nothing about a call: it may have been taken all the same. */
const UNPROVEN: readonly ErrorKind[] = ['timeout', 'unexpected-response', 'server', 'network']

/**
 * Whether an answer says that nothing was taken. A gateway's 5xx does not, nor a page or an unknown object with status 200, nor
 * our proxy where something on the way sent the same call twice.
 */
export function isRefusal({ kind, status = 0, body }: ModelRunnerError): boolean {
  const isPage = kind === 'proxy' && status < 400
  const { details } = (body ?? {}) as ErrorEnvelope
  return status > 0 && status < 500 && !UNPROVEN.includes(kind) && !isPage && details?.code !== REPEATED_CHAT
}

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
