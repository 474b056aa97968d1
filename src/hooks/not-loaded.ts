import { ModelRunnerError } from '../client/errors/model-runner-error.js'

/** Code of a component that could not be fetched, as an error that a notice can show and retry. */
export function notLoadedError(component: string): ModelRunnerError {
  return new ModelRunnerError({
    kind: 'network',
    message: `A file of the app that <${component}> needs could not be loaded. Check the connection, then try again.`,
  })
}
