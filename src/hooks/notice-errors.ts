import { ModelRunnerError } from '../client/errors/model-runner-error.js'

/** The error itself; one that an app caught elsewhere, and that is none of ours, as an unexpected response. */
export function knownError(error: ModelRunnerError): ModelRunnerError {
  const { kind, message } = error as Partial<ModelRunnerError>
  return kind
    ? error
    : new ModelRunnerError({ kind: 'unexpected-response', message: message || String(error), cause: error })
}

/** Code of a component that could not be fetched, as an error that a notice can show and retry. */
export function notLoadedError(component: string): ModelRunnerError {
  return new ModelRunnerError({
    kind: 'network',
    message: `A file of the app that <${component}> needs could not be loaded. Check the connection, then try again.`,
  })
}
