import type { Messages } from '../../messages/messages.js'
import type { Problem } from './check-input.js'

/** The words for a problem. */
export function problemText(problem: Problem, messages: Messages): string {
  switch (problem.code) {
    case 'required':
      return messages.formRequired
    case 'not-integer':
      return messages.formNotInteger
    case 'not-a-number':
      return messages.formNotANumber
    case 'not-a-choice':
      return messages.formNotAChoice
    case 'not-a-url':
      return messages.formNotAUrl
    case 'not-json':
      return messages.formNotJson
    case 'pattern':
      return messages.formWrongPattern
    case 'type':
      return messages.formWrongType(problem.type)
    case 'too-short':
      return messages.formTooShort(problem.limit)
    case 'too-long':
      return messages.formTooLong(problem.limit)
    case 'minimum':
      return messages.formMinimum(problem.limit)
    case 'maximum':
      return messages.formMaximum(problem.limit)
    case 'above':
      return messages.formAbove(problem.limit)
    case 'below':
      return messages.formBelow(problem.limit)
    case 'step':
      return messages.formStep(problem.limit)
    case 'too-few':
      return messages.formTooFew(problem.limit)
    case 'too-many':
      return messages.formTooMany(problem.limit)
    default:
      return problem satisfies never
  }
}
