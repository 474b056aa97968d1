import type { ModelRunnerError } from '../errors/model-runner-error.js'

/** Says of an error that was made a moment ago, and shown to nobody yet, that its submit may have arrived. */
export function markLost(error: ModelRunnerError): ModelRunnerError {
  return Object.assign(error, { maybeSubmitted: true, billed: 'unknown' })
}
