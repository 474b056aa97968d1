import type { FormProblemMessages } from '../areas/form-messages.js'
import { formatNumber, plural } from '../format-number.js'

/** English: problems of values in a form. */
export const enFormProblem: FormProblemMessages = {
  formRequired: 'Required',
  formNotInteger: 'Enter a whole number.',
  formNotANumber: 'Enter a number.',
  formNotAChoice: 'Choose an option.',
  formNotAUrl: 'Enter a link that starts with https://.',
  formNotJson: 'Invalid JSON.',
  formWrongPattern: 'Wrong format.',
  formWrongType: (type) => `Must be JSON of type ${type}.`,
  formTooShort: (characters) =>
    plural('en', characters, { one: 'Use at least # character.', other: 'Use at least # characters.' }),
  formTooLong: (characters) =>
    plural('en', characters, { one: 'Use at most # character.', other: 'Use at most # characters.' }),
  formMinimum: (limit) => `Use ${formatNumber('en', limit)} or more.`,
  formMaximum: (limit) => `Use ${formatNumber('en', limit)} or less.`,
  formAbove: (limit) => `Use more than ${formatNumber('en', limit)}.`,
  formBelow: (limit) => `Use less than ${formatNumber('en', limit)}.`,
  formStep: (step) => `Use a multiple of ${formatNumber('en', step)}.`,
  formTooFew: (items) => plural('en', items, { one: 'Add at least # item.', other: 'Add at least # items.' }),
  formTooMany: (items) => plural('en', items, { one: 'Use at most # item.', other: 'Use at most # items.' }),
  formDuplicate: 'Each item must be different.',
  formUnknownField: 'This field isn’t supported.',
  formMismatch: 'This isn’t one of the allowed values.',
  formItemProblem: (position, problem) => `Item ${formatNumber('en', position)}: ${problem}`,
  formProblems: (count) =>
    plural('en', count, { one: '# field needs attention.', other: '# fields need attention.' }),
}
