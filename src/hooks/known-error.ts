import { ModelRunnerError } from '../client/errors/model-runner-error.js'

/** The error itself; one that an app caught elsewhere, and that is none of ours, as an unexpected response. */
export function knownError(error: ModelRunnerError): ModelRunnerError {
  const { kind, message } = error as Partial<ModelRunnerError>
  return kind
    ? error
    : new ModelRunnerError({ kind: 'unexpected-response', message: message || String(error), cause: error })
}
