import { ModelRunnerError } from '../errors/model-runner-error.js'
import type { Refusal, RefusalReason } from './refusals.js'

/** The error of files that were refused before a byte was sent: one field error per file, its path the place in the list. */
export function refusalError(refused: readonly Refusal[]): ModelRunnerError {
  const fieldErrors = refused.map(({ index, name, reason }) => ({
    path: [index],
    message: `${name} ${reasonText(reason)}`,
    code: reason.code,
  }))
  return new ModelRunnerError({
    kind: 'upload-rejected',
    message: `Not uploaded: ${fieldErrors.map(({ message }) => message).join('; ')}.`,
    fieldErrors,
  })
}

function reasonText(reason: RefusalReason): string {
  switch (reason.code) {
    case 'type':
      return 'is not of an accepted type'
    case 'too-large':
      return `is larger than ${reason.maxBytes} bytes`
    case 'empty':
      return 'is empty'
    case 'too-many':
      return `is more than the ${reason.maxFiles} files allowed`
    case 'too-many-parts':
      return `needs too many parts: with this partSize files up to ${reason.maxBytes} bytes can be sent`
    case 'duplicate':
      return 'is in the list already'
    default:
      return reason satisfies never
  }
}
