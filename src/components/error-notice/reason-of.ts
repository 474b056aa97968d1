import type { ErrorKind, ModelRunnerError } from '../../client/errors/model-runner-error.js'

/** Kinds whose message is a reason that was written for people. */
const TOLD: readonly ErrorKind[] = ['generation-failed', 'invalid-output', 'validation']

/**
 * The platform's or the provider's own reason, where a person can use it. Never one about keys and proxies, and none
 * that only says that there is none. Issues that stand in a list are not said twice.
 */
export function reasonOf({ kind, message, fieldErrors }: ModelRunnerError): string | undefined {
  if (!TOLD.includes(kind) || /api.?key|proxy|no reason/i.test(message)) return undefined
  return kind === 'validation' && fieldErrors.length > 0 ? undefined : message
}
