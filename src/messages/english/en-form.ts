import type { FormMessages } from '../areas/form-messages.js'
import { formatNumber } from '../format-number.js'
import { isolateText } from '../isolate-text.js'
import { plural } from '../plural.js'

/** English: forms and file fields. */
export const enForm: FormMessages = {
  formSubmit: 'Submit',
  formRequired: 'Fill this in.',
  formIsRequired: 'Required',
  formNotInteger: 'Use a whole number.',
  formNotANumber: 'Use a number.',
  formNotAChoice: 'Choose one of the options.',
  formNotAUrl: 'Use a link that begins with https://.',
  formNotJson: 'This is not valid JSON.',
  formWrongPattern: 'This is not in the expected format.',
  formWrongType: (type) => `This must be JSON of the type ${type}.`,
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
  formTooMany: (items) =>
    plural('en', items, { one: 'Keep at most # item.', other: 'Keep at most # items.' }),
  formItemProblem: (position, problem) => `Item ${formatNumber('en', position)}: ${problem}`,
  formProblems: (count) =>
    plural('en', count, { one: '# thing needs your attention.', other: '# things need your attention.' }),
  formUnset: 'Not set',
  formCustomSize: 'Custom size',
  formRange: (minimum, maximum) => `${formatNumber('en', minimum)} to ${formatNumber('en', maximum)}`,
  formCharacters: (used, maximum) =>
    `${formatNumber('en', used)} of ${formatNumber('en', maximum)} characters`,
  formAddItem: 'Add',
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
  formJsonHint: 'There is no form to show. Write the input as a JSON object.',
}
