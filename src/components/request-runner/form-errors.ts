import type { FieldError, ModelRunnerError } from '../../client/errors/model-runner-error.js'

/** What of an error belongs to the form: all but what is wrong with the output. */
export function formErrors(error: ModelRunnerError | undefined): FieldError[] | undefined {
  const errors = error?.fieldErrors.filter(({ path }) => path[0] !== 'output') ?? []
  return errors.length > 0 ? errors : undefined
}
