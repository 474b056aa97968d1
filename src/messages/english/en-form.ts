import type { FormMessages } from '../areas/form-messages.js'
import { formatNumber } from '../format-number.js'
import { isolateText } from '../isolate-text.js'
import { plural } from '../plural.js'

/** English: forms and file fields. */
export const enForm: FormMessages = {
  formSubmit: 'Submit',
  formRequired: 'Required',
  formIsRequired: 'Required',
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
  formItemProblem: (position, problem) => `Item ${formatNumber('en', position)}: ${problem}`,
  formProblems: (count) =>
    plural('en', count, { one: '# field needs attention.', other: '# fields need attention.' }),
  formUnset: 'Default',
  formCustomSize: 'Custom size',
  formRange: (minimum, maximum) => `${formatNumber('en', minimum)} to ${formatNumber('en', maximum)}`,
  formCharacters: (used, maximum) =>
    `${formatNumber('en', used)} of ${formatNumber('en', maximum)} characters`,
  formAddItem: 'Add item',
  formItem: (label, position) => `${isolateText('ltr', label)} ${formatNumber('en', position)}`,
  formRemoveItem: (name) => `Remove ${isolateText('ltr', name)}`,
  formMoveUp: (name) => `Move ${isolateText('ltr', name)} up`,
  formMoveDown: (name) => `Move ${isolateText('ltr', name)} down`,
  formFileUrl: 'Link to a file',
  formAddLink: 'Add link',
  formChooseFile: 'Choose a file',
  formChooseFiles: 'Choose files',
  formWayUpload: 'Upload',
  formWayUrl: 'URL',
  formWayLibrary: 'Library',
  formJson: 'Input as JSON',
  formJsonHint: 'No form available. Enter JSON.',
}
