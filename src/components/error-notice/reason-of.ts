import type { ErrorKind, ModelRunnerError } from '../../client/errors/model-runner-error.js'

/** Kinds whose message is a reason that was written for users. */
const READABLE_KINDS: readonly ErrorKind[] = ['generation-failed', 'invalid-output', 'validation']

/** The words of an error that nobody gave any: they are English, and a user has the catalogue's. */
const WITHOUT_REASON = /no reason|^The request failed \(/i

/**
 * The platform's or the provider's own reason, where a user can use it. Never one about keys and proxies, and none
 * that only says that there is none. Issues that stand in a list are not said twice.
 */
export function reasonOf({ kind, message, fieldErrors }: ModelRunnerError): string | undefined {
  if (!READABLE_KINDS.includes(kind) || WITHOUT_REASON.test(message) || /api.?key|proxy/i.test(message))
    return undefined
  return kind === 'validation' && fieldErrors.length > 0 ? undefined : message
}
